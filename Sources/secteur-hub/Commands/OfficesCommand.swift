import ArgumentParser
import Console
import HubStore
import SyncCore

/// `secteur-hub offices`
struct OfficesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offices",
        abstract: local(
            fr:
                "Liste les bureaux, ce que le hub tient pour eux et le jour de leur dernier échange.",
            en: "List the offices, what the hub holds for them, the day of their last exchange."),
        discussion: local(
            fr: "Exemple :\n  secteur-hub offices --dir /srv/hub",
            en: "Example:\n  secteur-hub offices --dir /srv/hub"))

    @OptionGroup var folder: FolderOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let offices = try hub.offices()
            let parts = try hub.parts()
            let rows = offices.map { ($0, parts[$0.number] ?? OfficePart(records: 0, erased: 0)) }
            output.json ? Output.json(Self.json(rows)) : Output.line(Self.table(rows))
        }
    }

    private static func json(_ rows: [(Office, OfficePart)]) -> JSON {
        [
            "offices": .array(
                rows.map { office, part in
                    [
                        "number": .integer(office.number.value), "name": .string(office.name),
                        "enrolled": .string(office.enrolled),
                        "last_exchange": JSON(office.lastExchange),
                        "records": .integer(Int64(part.records)),
                        "erased": .integer(Int64(part.erased)),
                        "head": .integer(Int64(office.head)),
                    ]
                })
        ]
    }

    private static func table(_ rows: [(Office, OfficePart)]) -> String {
        var table = Table([
            .init(local(fr: "n°", en: "no."), .right),
            .init(local(fr: "bureau", en: "office"), shrinks: true),
            .init(local(fr: "inscrit le", en: "enrolled")),
            .init(local(fr: "dernier échange", en: "last exchange")),
            .init(local(fr: "fiches", en: "records"), .right),
            .init(local(fr: "effacées", en: "erased"), .right),
        ])
        for (office, part) in rows {
            table.add([
                "\(office.number.value)", office.name, office.enrolled,
                office.lastExchange ?? local(fr: "jamais", en: "never"),
                Words.local.count(part.records), Words.local.count(part.erased),
            ])
        }
        return table.text(width: Terminal.columns())
    }
}
