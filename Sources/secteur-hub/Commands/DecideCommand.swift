import ArgumentParser
import Charter
import Console
import HubStore
import SyncCore

/// `secteur-hub decide RECORD`
struct DecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: local(
            fr: "Enregistre une décision de la commission.",
            en: "Record a decision of the commission."),
        discussion: local(
            fr: """
                Exemples :
                  secteur-hub decide 77b0a2c4 --status validated --decision validated
                  secteur-hub decide 77b0a2c4 --set status=adjourned

                Tout est écrit ensemble ou rien ne l'est. Seules les rubriques que la charte \
                laisse écrire à la commission peuvent l'être ; une rubrique en conflit se règle \
                d'abord par « resolve ».
                """,
            en: """
                Examples:
                  secteur-hub decide 77b0a2c4 --status validated --decision validated
                  secteur-hub decide 77b0a2c4 --set status=adjourned

                All of it is written, or none. Only the fields that the charter lets the commission \
                write can be written; a field in conflict is settled first, with `resolve`.
                """))

    @OptionGroup var record: RecordArgument
    @OptionGroup var folder: FolderOption

    @Option(
        help: ArgumentHelp(
            local(fr: "La rubrique « status ».", en: "The field `status`."), valueName: "code"))
    var status: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "La rubrique « decision ».", en: "The field `decision`."), valueName: "code"))
    var decision: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            local(fr: "Une autre rubrique de la charte.", en: "Another field of the charter."),
            valueName: local(fr: "rubrique=valeur", en: "field=value")))
    var others: [String] = []

    @OptionGroup var output: JSONOption

    func validate() throws {
        guard !assignments.isEmpty else {
            throw ValidationError(local(fr: "rien à décider", en: "nothing to decide"))
        }
        guard assignments.allSatisfy({ FieldName(text: $0.field) != nil }),
            Set(assignments.map(\.field)).count == assignments.count
        else {
            throw ValidationError(
                local(
                    fr: "--set prend rubrique=valeur, chaque rubrique une fois",
                    en: "--set takes field=value, each field once"))
        }
    }

    private var assignments: [(field: String, value: String)] {
        let named = [("status", status), ("decision", decision)].compactMap { field, value in
            value.map { (field, $0) }
        }
        return named
            + others.map { text in
                let parts = text.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", "")
            }
    }

    func run() throws {
        try folder.run { hub in
            let shown = try hub.show(record.id(in: hub))
            var values: [FieldName: Value] = [:]
            for assignment in assignments {
                let register = FieldName(text: assignment.field)!
                guard let field = shown.type.field(of: register) else {
                    throw HubRefusal.fieldUnknown
                }
                values[register] = try TypedValue(text: assignment.value).value(of: field)
            }
            try hub.decide(shown.id, values, by: Surroundings.admin)
            let written = try hub.show(shown.id)
            output.json ? Output.json(written.json) : Output.line(written.text)
        }
    }
}
