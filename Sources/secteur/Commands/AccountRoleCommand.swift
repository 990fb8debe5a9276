import ArgumentParser
import Console
import Desk
import SyncCore

/// `secteur account role CODE --role ROLE`
struct AccountRoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role",
        abstract: local(
            fr: "Donne à un compte ces rôles, à la place des siens.",
            en: "Give an account these roles in place of its own."),
        discussion: local(
            fr: """
                Exemple :
                  secteur account role ref-12 --role referent --role colleague

                Sa session se ferme.
                """,
            en: """
                Example:
                  secteur account role ref-12 --role referent --role colleague

                Its session ends.
                """))

    @OptionGroup var account: AccountArgument
    @OptionGroup var roles: RoleOption
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            try desk.setRoles(roles.codes, of: account.code)
            let names = roles.codes.sorted().map(\.text)
            AccountWords.report(
                account.code, output,
                Phrase(
                    fr: "\(account.code) : \(names.joined(separator: ", "))",
                    en: "\(account.code): \(names.joined(separator: ", "))"))
        }
    }
}
