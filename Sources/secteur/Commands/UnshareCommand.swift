import ArgumentParser
import Charter
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur unshare PERSON CODE`
struct UnshareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unshare",
        abstract: local(
            fr: "Met fin au partage d'un dossier.", en: "End the sharing of a case file."),
        discussion: local(
            fr: "Exemple :\n  secteur unshare 3f2a91c0 ref-13",
            en: "Example:\n  secteur unshare 3f2a91c0 ref-13"))

    @OptionGroup var person: RecordArgument
    @OptionGroup var account: AccountArgument
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try person.person(in: desk)
            try desk.unshare(id, with: account.code)
            CustodyWords.report(
                id, account.code, output,
                Phrase(
                    fr: "Dossier \(id.short) : plus partagé avec \(account.code)",
                    en: "Case file \(id.short): no longer shared with \(account.code)"))
        }
    }
}
