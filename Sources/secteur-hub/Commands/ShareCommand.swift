import ArgumentParser
import Console
import HubStore
import SyncCore

/// `secteur-hub share RECORD OFFICE`
struct ShareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: local(
            fr: "Donne une fiche à un autre bureau, qui la recevra à sa prochaine synchronisation.",
            en: "Give a record to another office, which receives it at its next sync."),
        discussion: local(
            fr: """
                Exemple :
                  secteur-hub share 77b0a2c4 "CSS Bobigny"
                """,
            en: """
                Example:
                  secteur-hub share 77b0a2c4 "CSS Bobigny"
                """))

    @OptionGroup var record: RecordArgument

    @Argument(
        help: ArgumentHelp(
            local(fr: "Numéro ou nom du bureau.", en: "The office's number or name."),
            valueName: local(fr: "bureau", en: "office")))
    var office: String

    @OptionGroup var folder: FolderOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let office = try hub.office(called: office)
            let id = try record.id(in: hub)
            try hub.share(id, with: office.number, by: Surroundings.admin)
            if output.json {
                Output.json(["record": .string(id.description), "office": office.json])
            } else {
                Output.line(
                    local(
                        fr: "Fiche \(id) partagée avec \(office.name).",
                        en: "Record \(id) is shared with \(office.name)."))
            }
        }
    }
}

extension Hub {
    /// The office of this number or name. A name that is a number counts as a number.
    func office(called text: String) throws -> Office {
        let number = Int64(text).map { OfficeNumber($0) }
        let office = try offices().first { office in
            number.map { $0 == office.number } ?? (office.name == text)
        }
        guard let office else { throw HubRefusal.officeUnknown }
        return office
    }
}
