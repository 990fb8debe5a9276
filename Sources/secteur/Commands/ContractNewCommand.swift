import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur contract new PERSON`
struct ContractNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: local(
            fr: "Crée un contrat avec une personne.", en: "Make a contract with a person."),
        discussion: local(
            fr: """
                Exemples :
                  secteur contract new 3f2a91c0 --kind cer --start 2026-02-10 --end 2026-08-09 \
                --themes housing,employment
                  secteur contract new 3f2a91c0 --from contrat.txt

                Un contrat commence en préparation (draft) et peut rester incomplet tant qu'il l'est.

                """,
            en: """
                Examples:
                  secteur contract new 3f2a91c0 --kind cer --start 2026-02-10 --end 2026-08-09 \
                --themes housing,employment
                  secteur contract new 3f2a91c0 --from contract.txt

                A contract begins as a draft, and may be incomplete as long as it is one.

                """) + "\n" + FieldOptions.warning)

    @OptionGroup var person: RecordArgument
    @OptionGroup var contract: ContractOptions
    @OptionGroup var fields: FieldOptions
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    private static let status = Code(literal: "status")
    private static let draft = Code(literal: "draft")

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let type = try desk.type(ContractCommand.type)
            let owner = try desk.identifier(
                startingWith: person.digits, type: try desk.personType().name)
            var entries = try fields.entries(of: type)
            try contract.add(to: &entries)
            if entries.isEmpty, Terminal.isInteractive(.input) {
                try FieldPrompt(type: type).ask(into: &entries)
            }
            var record = CaseRecord(type: type.name, values: entries.values)
            if let field = type.field(Self.status), field.type.list?.contains(Self.draft) == true,
                record.values[Self.status] == nil
            {
                record.values[Self.status] = .code(Self.draft)
            }
            let missing = desk.charter.missing(in: record)
            guard missing.isEmpty || record.values[Self.status] == .code(Self.draft) else {
                throw MissingFields(type: type, fields: missing)
            }
            report(try desk.add(record, about: owner), missing: missing)
        }
    }

    private func report(_ id: RecordID, missing: [Field]) {
        if output.json {
            Output.json([
                "id": .string(id.description),
                "missing": .array(missing.map { .string($0.name.text) }),
            ])
            return
        }
        Output.line(local(fr: "Contrat : \(id.short)", en: "Contract: \(id.short)"))
        if !missing.isEmpty {
            let labels = missing.map(\.label.local).joined(separator: ", ")
            Output.line(
                local(fr: "  encore à remplir : \(labels)", en: "  still to fill in: \(labels)"))
        }
    }
}
