import ArgumentParser
import Console
import Desk
import SyncCore

/// `secteur account unlock CODE`
struct AccountUnlockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: local(
            fr: "Déverrouille un compte, après trois échecs ou un verrouillage.",
            en: "Unlock an account, after three failures or a lock."),
        discussion: local(
            fr: """
                Exemple :
                  secteur account unlock ref-12

                Le mot de passe reste le même ; « account password » en donne un autre.
                """,
            en: """
                Example:
                  secteur account unlock ref-12

                The password stays the same; 'account password' gives another.
                """))

    @OptionGroup var account: AccountArgument
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            try desk.unlock(account.code)
            AccountWords.report(
                account.code, output,
                Phrase(
                    fr: "\(account.code) est déverrouillé.", en: "\(account.code) is unlocked."))
        }
    }
}
