import ArgumentParser
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur account password CODE`
struct AccountPasswordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: local(
            fr: "Change son mot de passe ; un administrateur en donne un à un autre compte.",
            en: "Change one's own password; an administrator gives another account one."),
        discussion: local(
            fr: """
                Exemples :
                  secteur account password ref-12
                  secteur account password ref-12 --new-password-file premier.txt

                Son propre mot de passe se change avec l'actuel, sans session. Dans la session d'un \
                administrateur, la commande donne à un autre compte un mot de passe à changer à la première \
                session, sans toucher à son verrouillage.
                """,
            en: """
                Examples:
                  secteur account password ref-12
                  secteur account password ref-12 --new-password-file first.txt

                One's own password is changed with the present one, without a session. In the session of an \
                administrator the command gives another account a password that must be changed at its first \
                login, and leaves its lock alone.
                """))

    @OptionGroup var account: AccountArgument
    @OptionGroup var password: PasswordOption
    @OptionGroup var newPassword: NewPasswordOption
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let session = try OfficeSession(office.folder)
            let resumed = try session.resume()
            if let resumed, resumed.account.code != account.code {
                try giveAnother(try office.folder.desk(resumed))
            } else {
                try changeOwn(session)
            }
            AccountWords.report(
                account.code, output,
                Phrase(
                    fr: "Le mot de passe de \(account.code) est changé.",
                    en: "The password of \(account.code) is changed."))
        }
    }

    private func giveAnother(_ desk: Desk) throws {
        try desk.requireAdministrator()
        try desk.resetPassword(
            of: account.code, to: try newPassword.password(for: account.code),
            mustChange: newPassword.file != nil, day: Today.day)
    }

    /// Ends this account's sessions.
    private func changeOwn(_ session: OfficeSession) throws {
        let old = try password.password()
        let dossiers = try session.login(account.code, password: old)
        _ = try office.folder.entrance(session.sealed).changePassword(
            of: dossiers, from: old, to: try newPassword.password(for: account.code),
            day: Today.day)
    }
}
