import ArgumentParser
import Console
import DossierStore
import SyncCore

/// `--password-file F`
struct PasswordOption: ParsableArguments {
    @Option(
        name: .customLong("password-file"),
        help: ArgumentHelp(
            local(
                fr: "Lit le mot de passe d'un fichier, ou de l'entrée standard (-).",
                en: "Read the password from a file, or from standard input (-)."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var file: String?

    init() {}

    /// The password of an account, from the file or from the keyboard.
    func password() throws -> SecretBytes {
        if let file { return try SecretInput.read(file) }
        return try SecretInput.ask(Phrase(fr: "Mot de passe", en: "Password"))
    }

    /// A new password, from the file or typed twice.
    func newPassword(for account: AccountCode) throws -> SecretBytes {
        if let file { return try SecretInput.read(file) }
        return try SecretInput.askForNew(account)
    }
}
