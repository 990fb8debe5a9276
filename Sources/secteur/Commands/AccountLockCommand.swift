import ArgumentParser
import Console
import Desk
import SyncCore

/// `secteur account lock CODE`
struct AccountLockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: local(
            fr: "Verrouille un compte et ferme sa session.",
            en: "Lock an account and end its session."),
        discussion: local(
            fr: """
                Exemple :
                  secteur account lock ref-12
                """,
            en: """
                Example:
                  secteur account lock ref-12
                """))

    @OptionGroup var account: AccountArgument
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            try desk.lock(account.code)
            AccountWords.report(
                account.code, output,
                Phrase(fr: "\(account.code) est verrouillé.", en: "\(account.code) is locked."))
        }
    }
}
