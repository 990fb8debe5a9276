import ArgumentParser
import Console
import DossierStore

/// `--new-password-file F`
struct NewPasswordOption: ParsableArguments {
    @Option(
        name: .customLong("new-password-file"),
        help: ArgumentHelp(
            local(
                fr: "Lit le nouveau mot de passe d'un fichier, ou de l'entrée standard (-).",
                en: "Read the new password from a file, or from standard input (-)."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var file: String?

    init() {}

    /// From the file, or typed twice.
    func password(for account: AccountCode) throws -> SecretBytes {
        if let file { return try SecretInput.read(file) }
        return try SecretInput.askForNew(account)
    }
}
