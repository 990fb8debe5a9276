import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur contract list`
struct ContractListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: local(
            fr: "Liste les contrats, sans aucun nom.", en: "List the contracts, without any name."),
        discussion: local(
            fr: """
                Exemples :
                  secteur contract list --status signed
                  secteur contract list --person 3f2a91c0
                """,
            en: """
                Examples:
                  secteur contract list --status signed
                  secteur contract list --person 3f2a91c0
                """))

    @Option(
        help: ArgumentHelp(
            local(fr: "D'une personne seulement.", en: "Of one person only."),
            valueName: local(fr: "identifiant", en: "identifier")))
    var person: String?

    @Option(
        help: ArgumentHelp(
            local(fr: "Dans cet état seulement.", en: "In this status only."), valueName: "code"))
    var status: String?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Au plus, en partant du premier ; par défaut 50, ou tous avec --json.",
                en: "At most, from the first on; 50 by default, or all with --json."),
            valueName: local(fr: "nombre", en: "count")))
    var limit: Int?

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard (limit ?? 1) > 0 else {
            throw ValidationError(
                local(fr: "--limit demande 1 ou plus", en: "--limit wants 1 or more"))
        }
    }

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let type = try desk.type(ContractCommand.type)
            let wanted = try status.map { text in
                try FieldText(type: type).value(
                    of: try FieldText(type: type).field("status"), from: text)
            }
            let owner = try person.map {
                try desk.identifier(startingWith: $0, type: try desk.personType().name)
            }
            let listing = try desk.list(
                type: type.name, of: owner, limit: limit ?? (output.json ? Int.max : 50)
            ) { record in
                wanted == nil || record.values[Code(literal: "status")] == wanted
            }
            report(listing.records, more: listing.more, type, desk)
        }
    }

    private func report(_ found: [RecordView], more: Bool, _ type: RecordType, _ desk: Desk) {
        if output.json {
            Output.json([
                "contracts": .array(found.map { RecordWords($0, in: desk).listed }),
                "more": .bool(more),
            ])
            return
        }
        if found.isEmpty {
            Output.line(local(fr: "Aucun contrat.", en: "No contract."))
            return
        }
        Output.line(RecordTable(found, of: type, person: true).text)
        if more {
            Output.line(
                local(
                    fr: "… et d'autres : --limit 1000, par exemple.",
                    en: "… and more: --limit 1000, for example."
                ))
        }
    }
}

extension RecordWords {
    /// For lists.
    fileprivate var listed: JSON {
        [
            "id": .string(record.id.description), "person": JSON(record.person?.description),
            "fields": .object(
                record.type.fields.compactMap { field in
                    record.values[field.name].map { .init(field.name.text, $0.json) }
                }),
            "undecided": .array(record.undecided.keys.sorted().map { .string($0.text) }),
        ]
    }
}
