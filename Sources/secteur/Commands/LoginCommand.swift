import ArgumentParser
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur login CODE`
struct LoginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: local(
            fr: "Ouvre une session ; elle se ferme après un quart d'heure sans commande.",
            en: "Log in; a session ends after a quarter of an hour without a command."),
        discussion: local(
            fr: """
                Exemples :
                  secteur login ref-12
                  secteur login ref-12 --password-file -

                Trois échecs verrouillent le compte, jusqu'à ce qu'un administrateur le \
                déverrouille.
                """,
            en: """
                Examples:
                  secteur login ref-12
                  secteur login ref-12 --password-file -

                Three failures lock the account, until an administrator unlocks it.
                """))

    @OptionGroup var account: AccountArgument
    @OptionGroup var password: PasswordOption
    @OptionGroup var newPassword: NewPasswordOption
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let session = try OfficeSession(office.folder)
            let typed = try password.password()
            var dossiers = try session.login(account.code, password: typed)
            if dossiers.account.mustChangePassword {
                dossiers = try change(dossiers, from: typed, session)
            }
            try session.begin(dossiers)
            try warnOfAltered(dossiers)
            report(dossiers.account)
        }
    }

    /// The password must be changed before anything else.
    private func change(
        _ dossiers: DossierStore, from old: SecretBytes, _ session: OfficeSession
    ) throws -> DossierStore {
        let code = dossiers.account.code
        guard newPassword.file != nil || Terminal.isInteractive(.input) else {
            throw AccountRefusal.passwordChangeDue(code)
        }
        Output.error(
            local(
                fr: "Le mot de passe doit être changé.", en: "The password must be changed."))
        return try office.folder.entrance(session.sealed).changePassword(
            of: dossiers, from: old, to: try newPassword.password(for: code), day: Today.day)
    }

    /// Whoever logs in is told that somebody edited the accounts behind the program's back.
    private func warnOfAltered(_ dossiers: DossierStore) throws {
        for case .altered(let code) in try dossiers.read({ try $0.accounts() }) {
            let altered = AccountError.altered(code.description)
            Output.error("secteur: \(altered.what.local)\n  -> \(altered.remedy.local)")
        }
    }

    private func report(_ account: Account) {
        let roles = account.roles.sorted()
        if output.json {
            Output.json([
                "account": .string(account.code.description),
                "roles": .array(roles.map { .string($0.text) }),
            ])
            return
        }
        let list = roles.map(\.text).joined(separator: ", ")
        Output.line(
            local(
                fr: "Session ouverte : \(account.code) (\(list))",
                en: "Logged in: \(account.code) (\(list))"))
    }
}
