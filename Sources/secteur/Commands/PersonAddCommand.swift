import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur person add`
struct PersonAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: local(fr: "Ouvre le dossier d'une personne.", en: "Open a person's case file."),
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
