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

    @Option(
        name: .customLong("new-password-file"),
        help: ArgumentHelp(
            local(
                fr: "Un nouveau mot de passe, quand il doit être changé.",
                en: "A new password, for when it must be changed."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var newPasswordFile: String?

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let session = try OfficeSession(office.folder)
            var dossiers = try session.login(account.code, password: try password.password())
            if dossiers.account.mustChangePassword {
                dossiers = try change(dossiers)
            }
            try session.begin(dossiers)
            report(dossiers.account)
        }
    }

    /// The password must be changed before anything else.
    private func change(_ dossiers: DossierStore) throws -> DossierStore {
        let code = dossiers.account.code
        guard newPasswordFile != nil || Terminal.isInteractive(.input) else {
            throw AccountRefusal.passwordChangeDue(code)
        }
        Output.error(
            local(
                fr: "Le mot de passe doit être changé.", en: "The password must be changed."))
        let new = try newPasswordFile.map(SecretInput.read) ?? SecretInput.askForNew(code)
        return try dossiers.changingOwnPassword(to: new, day: Today.day)
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
