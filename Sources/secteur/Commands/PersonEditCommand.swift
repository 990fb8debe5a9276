import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur person edit ID`
struct PersonEditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: local(
            fr: "Corrige ou complète une personne.", en: "Correct or complete a person."),
        discussion: local(
            fr: """
                Exemples :
                  secteur person edit 3f2a91c0 --from -
                  secteur person edit 3f2a91c0 --commune 93008
                  secteur person edit 3f2a91c0 --set phone=        vide la rubrique


                """,
            en: """
                Examples:
                  secteur person edit 3f2a91c0 --from -
                  secteur person edit 3f2a91c0 --commune 93008
                  secteur person edit 3f2a91c0 --set phone=        empties the field


                """) + FieldOptions.warning)

    @OptionGroup var record: RecordArgument
    @OptionGroup var person: PersonOptions
    @OptionGroup var fields: FieldOptions
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let type = try desk.personType()
            let id = try desk.identifier(startingWith: record.digits, type: type.name)
            var entries = try fields.entries(of: type)
            try person.add(to: &entries)
            try Editing(desk: desk, output: output).edit(id, entries)
        }
    }
}
