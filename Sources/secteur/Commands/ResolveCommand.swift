import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur resolve RECORD FIELD`
struct ResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: local(
            fr: "Départage les valeurs concurrentes d'une rubrique.",
            en: "Decide between the concurrent values of a field."),
        discussion: local(
            fr: """
                Exemples :
                  secteur resolve 9b1c44d0 status
                  secteur resolve 9b1c44d0 status --value signed --shown 1f3a9c2e.3-77b0e1d2.1

                Sans --shown, la commande montre les valeurs et demande. Avec, elle remplace \
                exactement ce que « conflicts » a montré : une valeur arrivée depuis reste un \
                conflit. Quand l'autre valeur est la bonne, corrigez aussi le contrat.
                """,
            en: """
                Examples:
                  secteur resolve 9b1c44d0 status
                  secteur resolve 9b1c44d0 status --value signed --shown 1f3a9c2e.3-77b0e1d2.1

                Without --shown the command shows the values and asks. With it, it replaces exactly \
                what 'conflicts' showed: a value that arrived since stays a conflict. When the \
                other value is the right one, correct the contract too.
                """))

    @OptionGroup var record: RecordArgument

    @Argument(
        help: ArgumentHelp(
            local(fr: "La rubrique, telle que status.", en: "The field, such as status."),
            valueName: local(fr: "rubrique", en: "field")))
    var field: FieldName

    @Option(
        help: ArgumentHelp(
            local(
                fr: "La valeur à garder : son code ou son libellé.",
                en: "The value to keep: its code or its label."),
            valueName: local(fr: "valeur", en: "value")))
    var value: String?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Jeton de « conflicts » : ce que vous avez vu.",
                en: "The token that 'conflicts' printed: what you saw."),
            valueName: local(fr: "jeton", en: "token")))
    var shown: ShownToken?

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard shown == nil || value != nil else {
            throw ValidationError(
                local(fr: "--shown demande --value", en: "--shown wants --value"))
        }
    }

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try record.id(in: desk)
            let conflict: Conflict
            let version: Version
            if let shown, let value {
                conflict = try desk.conflict(field, of: id, shown: shown)
                version = try find(value, in: try ConflictWords(conflict, in: desk))
            } else {
                guard Terminal.isInteractive(.input) else { throw NotShown() }
                conflict = try desk.conflict(field, of: id)
                version = try ask(try ConflictWords(conflict, in: desk))
            }
            try desk.decide(conflict, keep: version)
            try report(version, of: conflict, in: desk)
        }
    }

    private func find(_ text: String, in words: ConflictWords) throws -> Version {
        let wanted = text.trimmed.lowercased()
        let found = words.conflict.state.versions.first { version in
            version.value.argument.lowercased() == wanted
                || words.words(version.value).lowercased() == wanted
        }
        guard let found else { throw ValueNotThere(words: words) }
        return found
    }

    /// Shows the values side by side and asks for the number or the code of one.
    private func ask(_ words: ConflictWords) throws -> Version {
        for line in words.values { Output.error(line) }
        if let value {
            let version = try find(value, in: words)
            try Console.confirm(
                Phrase(
                    fr: "Garder « \(words.field.describe(version.value, in: .fr)) » ?",
                    en: "Keep '\(words.field.describe(version.value, in: .en))'?"), agreed: false)
            return version
        }
        Output.errorFragment(local(fr: "Valeur à garder : ", en: "Value to keep: "))
        return try find(readLine() ?? "", in: words)
    }

    private func report(_ version: Version, of conflict: Conflict, in desk: Desk) throws {
        let isOpen = (try? desk.conflict(conflict.field, of: conflict.record)) != nil
        let words = try ConflictWords(conflict, in: desk)
        if output.json {
            Output.json([
                "record": .string(conflict.record.description),
                "field": .string(conflict.field.text), "value": version.value.json,
                "settled": .bool(!isOpen),
            ])
            return
        }
        Output.line(
            words.field.label(of: conflict.field).local + local(fr: " : ", en: ": ")
                + words.words(version.value))
        if isOpen {
            Output.line(
                local(
                    fr: "Une valeur est arrivée depuis : le conflit reste ouvert.",
                    en: "A value has arrived since: the conflict stays open."))
        }
        if let dossier = words.dossier {
            Output.line(
                local(
                    fr: "Ce dossier dit toujours : \(dossier.label) \(dossier.value) ; "
                        + "corrigez-le s'il a tort.",
                    en: "This case file still says: \(dossier.label) \(dossier.value); "
                        + "correct it if it is wrong."))
        }
    }
}

extension ShownToken: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

/// Nobody was shown the values.
private struct NotShown: ExitCoded {
    let code = "not-shown"
    let exit = Exit.usage
    let what = Phrase(
        fr: "Personne n'est au terminal pour voir les valeurs.",
        en: "Nobody is at a terminal to see the values.")
    let remedy = Phrase(
        fr: "donnez --value, et --shown avec le jeton de « secteur conflicts »",
        en: "give --value, and --shown with the token of 'secteur conflicts'")
}

/// What was typed is none of the concurrent values.
private struct ValueNotThere: ExitCoded {
    let words: ConflictWords
    let code = "value-not-shown"
    let exit = Exit.dataRefused

    let what = Phrase(
        fr: "Cette valeur n'est pas parmi celles qui sont à départager.",
        en: "This value isn't among those to decide between.")

    var remedy: Phrase {
        let values = words.conflict.state.versions.map(\.value.argument).joined(separator: ", ")
        return Phrase(
            fr: "gardez l'une de : \(values) ; modifiez ensuite la fiche s'il en faut une autre",
            en: "keep one of: \(values); then edit the record if it takes another")
    }
}
