import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur person add`
struct PersonAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: local(fr: "Ouvre le dossier d'une personne.", en: "Open a person's folder."),
        discussion: local(
            fr: """
                Exemples :
                  secteur person add                       le programme demande
                  secteur person add --from personne.txt
                  secteur person add --family-name Durand --given-name Zoé


                """,
            en: """
                Examples:
                  secteur person add                       the program asks
                  secteur person add --from person.txt
                  secteur person add --family-name Durand --given-name Zoé


                """) + FieldOptions.warning)

    @OptionGroup var person: PersonOptions
    @OptionGroup var fields: FieldOptions
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let type = try desk.personType()
            var entries = try fields.entries(of: type)
            try person.add(to: &entries)
            if entries.isEmpty, Terminal.isInteractive(.input) {
                try FieldPrompt(type: type).ask(into: &entries)
            }
            let id = try desk.add(complete(entries, of: type, desk), about: nil)
            if output.json {
                Output.json(["id": .string(id.description)])
            } else {
                Output.line(
                    local(fr: "Dossier ouvert : \(id.short)", en: "Case file opened: \(id.short)"))
                Output.line("  -> secteur contract new \(id.short) …")
            }
        }
    }

    /// A person without a name could never be found again.
    private func complete(
        _ entries: FieldEntries, of type: RecordType, _ desk: Desk
    ) throws -> CaseRecord {
        let record = CaseRecord(type: type.name, values: entries.values)
        let missing = desk.charter.missing(in: record)
        guard missing.isEmpty else { throw MissingFields(type: type, fields: missing) }
        return record
    }
}

/// The fields of a person that have an option of their own.
struct PersonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            local(fr: "Nom de famille.", en: "Family name."),
            valueName: local(fr: "nom", en: "name")))
    var familyName: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Prénom.", en: "Given name."), valueName: local(fr: "prénom", en: "name")))
    var givenName: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Date de naissance.", en: "Date of birth."), valueName: "date"))
    var birthDate: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Commune, par son code INSEE.", en: "Commune, by its INSEE code."),
            valueName: "code"))
    var commune: String?

    init() {}

    func add(to entries: inout FieldEntries) throws {
        try entries.take("family-name", familyName)
        try entries.take("given-name", givenName)
        try entries.take("birth-date", birthDate)
        try entries.take("commune", commune)
    }
}

/// Fields without which the record isn't made.
struct MissingFields: ExitCoded {
    let type: RecordType
    let fields: [Field]

    let code = "field-required"
    let exit = Exit.dataRefused

    var what: Phrase {
        Phrase(
            fr: "Il manque : "
                + fields.map { "\($0.label.fr) (\($0.name))" }.joined(separator: ", "),
            en: "Missing: " + fields.map { "\($0.label.en) (\($0.name))" }.joined(separator: ", "))
    }

    var remedy: Phrase {
        Phrase(
            fr: "donnez-les par --from ou --set, ou laissez le programme les demander",
            en: "give them by --from or --set, or let the program ask")
    }
}
