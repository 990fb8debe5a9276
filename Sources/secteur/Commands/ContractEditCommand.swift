import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur contract edit ID`
struct ContractEditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: local(fr: "Modifie un contrat.", en: "Change a contract."),
        discussion: local(
            fr: """
                Exemples :
                  secteur contract edit 9b1c44d0 --status signed --signed 2026-02-12
                  secteur contract edit 9b1c44d0 --set end=        vide la rubrique
                  secteur contract edit 9b1c44d0 --from -

                Une rubrique qui a des valeurs concurrentes se règle par « secteur resolve ».

                """,
            en: """
                Examples:
                  secteur contract edit 9b1c44d0 --status signed --signed 2026-02-12
                  secteur contract edit 9b1c44d0 --set end=        empties the field
                  secteur contract edit 9b1c44d0 --from -

                A field that has concurrent values is settled by 'secteur resolve'.

                """) + "\n" + FieldOptions.warning)

    @OptionGroup var record: RecordArgument
    @OptionGroup var contract: ContractOptions
    @OptionGroup var fields: FieldOptions
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let type = try desk.type(ContractCommand.type)
            let id = try desk.identifier(startingWith: record.digits, type: type.name)
            var entries = try fields.entries(of: type)
            try contract.add(to: &entries)
            try Editing(desk: desk, output: output).edit(id, entries)
        }
    }
}
