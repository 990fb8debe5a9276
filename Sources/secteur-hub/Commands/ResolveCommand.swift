import ArgumentParser
import Charter
import Console
import HubStore
import SyncCore

/// `secteur-hub resolve RECORD FIELD`
struct ResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: local(
            fr: "Départage les valeurs concurrentes d'une rubrique.",
            en: "Decide between the concurrent values of a field."),
        discussion: local(
            fr: """
                Exemples :
                  secteur-hub resolve 77b0a2c4 status
                  secteur-hub resolve 77b0a2c4 status --value validated --shown 1f3a9c2e.3-77b0e1d2.1

                Sans --shown, la commande montre les valeurs et demande. Avec, elle remplace \
                exactement ce que « conflicts » a montré : une valeur arrivée depuis reste un conflit.
                """,
            en: """
                Examples:
                  secteur-hub resolve 77b0a2c4 status
                  secteur-hub resolve 77b0a2c4 status --value validated --shown 1f3a9c2e.3-77b0e1d2.1

                Without --shown the command shows the values and asks. With it, it replaces exactly \
                what `conflicts` showed: a value that arrived since stays a conflict.
                """))

    @OptionGroup var record: RecordArgument

    @Argument(
        help: ArgumentHelp(
            local(fr: "Rubrique, telle que « status ».", en: "The field, such as `status`."),
            valueName: local(fr: "rubrique", en: "field")))
    var field: FieldName

    @OptionGroup var folder: FolderOption

    @Option(
        help: ArgumentHelp(
            local(
                fr: "La valeur à garder : code ou libellé.", en: "The value: a code or its label."),
            valueName: local(fr: "valeur", en: "value")))
    var value: String?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Jeton de « conflicts » : ce que vous avez vu.",
                en: "The token that `conflicts` printed: what you saw."),
            valueName: local(fr: "jeton", en: "token")))
    var shown: ShownToken?

    @OptionGroup var output: JSONOption

    func validate() throws {
        guard shown == nil || value != nil else {
            throw ValidationError(
                local(fr: "--shown demande --value", en: "--shown wants --value"))
        }
    }

    func run() throws {
        try folder.run { hub in
            let record = try hub.show(record.id(in: hub))
            guard let field = record.type.field(of: field) else { throw HubRefusal.fieldUnknown }
            let choice: (value: Value, shown: ShownToken)
            if let shown, let value {
                choice = (try TypedValue(text: value).value(of: field), shown)
            } else {
                choice = try ask(record, field)
            }
            try hub.resolve(
                record.id, self.field, to: choice.value, shown: choice.shown,
                by: Surroundings.admin)
            report(choice.value, of: field, in: try hub.show(record.id))
        }
    }

    /// Shows the values side by side and asks for one of them, or for another.
    private func ask(
        _ record: Hub.Shown, _ field: SummaryField
    ) throws -> (value: Value, shown: ShownToken) {
        guard case .concurrent(let versions) = record.state[self.field].reading(field.merge) else {
            throw HubRefusal.notInConflict
        }
        let token = ShownToken(of: record.state[self.field])
        guard Terminal.isInteractive(.input) else { throw NotShown() }
        Output.line("\(record.type.label.local) \(record.id)")
        Output.line("\(field.label(of: self.field).local) :")
        for (index, version) in versions.enumerated() {
            Output.line("  \(index + 1). \(field.describe(version.value, in: Console.language))")
        }
        if let value {
            let typed = try TypedValue(text: value).value(of: field)
            try Console.confirm(
                Phrase(
                    fr: "Garder « \(field.describe(typed, in: .fr)) » ?",
                    en: "Keep \"\(field.describe(typed, in: .en))\"?"), agreed: false)
            return (typed, token)
        }
        Output.line(
            local(
                fr: "Numéro de la valeur à garder, ou un autre code :",
                en: "Number of the value to keep, or another code:"))
        let answer = (readLine() ?? "").filter { !$0.isWhitespace }
        if let number = Int(answer), versions.indices.contains(number - 1) {
            return (versions[number - 1].value, token)
        }
        return (try TypedValue(text: answer).value(of: field), token)
    }

    private func report(_ value: Value, of field: SummaryField, in record: Hub.Shown) {
        var left = 0
        if case .concurrent(let versions) = record.state[self.field].reading(field.merge) {
            left = versions.count
        }
        if output.json {
            Output.json([
                "record": .string(record.id.description), "field": .string(self.field.text),
                "value": value.json, "settled": .bool(left == 0),
            ])
            return
        }
        Output.line(
            field.label(of: self.field).local + local(fr: " : ", en: ": ")
                + field.describe(value, in: Console.language))
        if left > 0 {
            Output.line(
                local(
                    fr: "Une valeur est arrivée depuis : le conflit reste ouvert.",
                    en: "A value has arrived since: the conflict stays open."))
        }
    }
}

/// Nobody was shown the values.
private struct NotShown: ExitCoded {
    let code = "not-shown"
    let exit = Exit.usage

    var what: Phrase {
        Phrase(
            fr: "personne n'est au terminal pour voir les valeurs",
            en: "nobody is at a terminal to see the values")
    }

    var remedy: Phrase {
        Phrase(
            fr: "donnez --value, et --shown avec le jeton de « secteur-hub conflicts »",
            en: "give --value, and --shown with the token of `secteur-hub conflicts`")
    }
}
