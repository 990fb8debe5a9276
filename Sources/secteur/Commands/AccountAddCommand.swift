import ArgumentParser
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur account add CODE --role ROLE`
struct AccountAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: local(fr: "Crée un compte.", en: "Make an account."),
        discussion: local(
            fr: """
                Exemples :
                  secteur account add ref-12 --role referent
                  secteur account add ref-12 --role referent --password-file premier.txt

                Un mot de passe donné par fichier est provisoire : il doit être changé à la première \
                session. Tapé au clavier, il est celui de la personne.
                """,
            en: """
                Examples:
                  secteur account add ref-12 --role referent
                  secteur account add ref-12 --role referent --password-file first.txt

                A password that is given by a file is provisional: it must be changed at the first \
                login. Typed at the keyboard, it is the person's own.
                """))

    @OptionGroup var account: AccountArgument
    @OptionGroup var roles: RoleOption
    @OptionGroup var password: PasswordOption
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let mustChange = password.file != nil
            try desk.addAccount(
                account.code, roles: roles.codes,
                password: try password.newPassword(for: account.code), mustChange: mustChange,
                day: Today.day)
            if output.json {
                Output.json([
                    "account": .string(account.code.description),
                    "must_change_password": .bool(mustChange),
                ])
            } else {
                Output.line(
                    local(fr: "Compte fait : \(account.code)", en: "Account made: \(account.code)"))
                Output.line("  -> secteur login \(account.code)")
            }
        }
    }
}
