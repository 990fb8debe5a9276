import ArgumentParser
import Charter
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur handover PERSON CODE`
struct HandoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover",
        abstract: local(
            fr: "Passe un dossier à une autre personne.", en: "Hand a case file over."),
        discussion: local(
            fr: """
                Exemple :
                  secteur handover 3f2a91c0 ref-13

                Le compte ref-13 en est désormais en charge, et vous ne l'êtes plus. Quand quelqu'un \
                s'en va, un administrateur passe tous ses dossiers : secteur account handover
                """,
            en: """
                Example:
                  secteur handover 3f2a91c0 ref-13

                The account ref-13 is in charge of it from now on, and you aren't any more. When \
                somebody leaves, an administrator hands all their case files over: \
                secteur account handover
                """))

    @OptionGroup var person: RecordArgument
    @OptionGroup var account: AccountArgument
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try person.person(in: desk)
            try desk.handOver(id, to: account.code)
            CustodyWords.report(
                id, account.code, output,
                Phrase(
                    fr: "Dossier \(id.short) : confié à \(account.code)",
                    en: "Case file \(id.short): \(account.code) is in charge now"))
        }
    }
}
