import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur person rectify ID`
struct PersonRectifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rectify",
        abstract: local(
            fr: "Corrige ce qui est faux, à la demande de la personne (RGPD, article 16).",
            en: "Correct what is wrong, at the person's request (GDPR, article 16)."),
        discussion: local(
            fr: """
                Exemples :
                  secteur person rectify 3f2a91c0 --from -
                  secteur person rectify 9b1c44d0 --set commune=93066     un contrat de la personne
                  secteur person rectify 3f2a91c0 --set phone=            vide la rubrique

                L'ancienne valeur n'est gardée nulle part. Le dossier note quelle rubrique a changé \
                et quel jour ; « person access » le montre.


                """,
            en: """
                Examples:
                  secteur person rectify 3f2a91c0 --from -
                  secteur person rectify 9b1c44d0 --set commune=93066     a contract of the person
                  secteur person rectify 3f2a91c0 --set phone=            empties the field

                The former value is kept nowhere. The case file notes which field changed and on \
                which day; 'person access' shows it.


                """) + FieldOptions.warning)

    @OptionGroup var record: RecordArgument
    @OptionGroup var fields: FieldOptions
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let record = try desk.record(try record.id(in: desk))
            let entries = try fields.entries(of: record.type)
            try Editing(desk: desk, output: output).rectify(record.id, entries)
        }
    }
}
