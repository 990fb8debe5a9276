import ArgumentParser
import Charter
import Console
import Desk
import SummaryStore
import SyncCore

/// `secteur person access ID`
struct PersonAccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access",
        abstract: local(
            fr: "Dit à une personne tout ce qui est gardé d'elle (RGPD, article 15).",
            en: "Tell a person all that is held of them (GDPR, article 15)."),
        discussion: local(
            fr: """
                Exemples :
                  secteur person access 3f2a91c0 --out acces.md
                  secteur person access 3f2a91c0 | lpr

                Chaque rubrique avec sa raison, son délai et qui peut la lire ; ce qui est parti, \
                quand et pour qui ; les droits. En français ou en anglais, selon la langue du système.
                """,
            en: """
                Examples:
                  secteur person access 3f2a91c0 --out access.md
                  secteur person access 3f2a91c0 | lpr

                Each field with its purpose, its period and who may read it; what left, when and \
                for whom; the rights. In French or English, by the system's language.
                """))

    @OptionGroup var person: RecordArgument
    @OptionGroup var destination: DestinationOption
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try person.id(in: desk)
            let words = AccessWords(
                access: try desk.access(of: id), charter: desk.charter,
                office: try desk.summaries.setting(.officeName), today: SystemDay.today())
            try desk.note(destination.act, record: id, person: id)
            try destination.write(output.json ? words.json.text + "\n" : words.text)
        }
    }
}
