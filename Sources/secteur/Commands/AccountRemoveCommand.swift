import ArgumentParser
import Console
import Desk
import SyncCore

/// `secteur account remove CODE`
struct AccountRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: local(
            fr: "Supprime un compte. Les dossiers restent.",
            en: "Remove an account. Case files stay."),
        discussion: local(
            fr: """
                Exemple :
                  secteur account remove ref-12
                """,
            en: """
                Example:
                  secteur account remove ref-12
                """))

    @OptionGroup var account: AccountArgument
    @Flag(
        name: .customLong("yes"),
        help: ArgumentHelp(
            local(fr: "Ne demande pas de confirmation.", en: "Don't ask for confirmation.")))
    var agreed = false

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            try Console.confirm(
                Phrase(
                    fr: "Supprimer le compte \(account.code) ?",
                    en: "Remove the account \(account.code)?"),
                agreed: agreed)
            try desk.removeAccount(account.code)
            AccountWords.report(
                account.code, output,
                Phrase(
                    fr: "\(account.code) est supprimé.", en: "\(account.code) is removed."))
        }
    }
}
