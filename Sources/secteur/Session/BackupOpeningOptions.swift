import ArgumentParser
import Console
import DossierStore
import SyncCore

/// `--account CODE --password-file F`, or `--recovery-file F`: what opens a backup.
struct BackupOpeningOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            local(
                fr: "Le compte d'un administrateur du bureau sauvegardé.",
                en: "An administrator's account of the office in the backup."),
            valueName: "code"))
    var account: AccountCode?

    @OptionGroup var password: PasswordOption

    @Option(
        name: .customLong("recovery-file"),
        help: ArgumentHelp(
            local(
                fr: "Lit le code de secours d'un fichier, ou de l'entrée standard (-).",
                en: "Read the recovery code from a file, or from standard input (-)."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var recoveryFile: String?

    init() {}

    /// Asks at the terminal for what isn't given.
    func key(of backup: SealedBackup) throws -> BackupKey {
        if let recoveryFile {
            guard let recovery = RecoveryCode(try SecretInput.read(recoveryFile)) else {
                throw BackupError(.refused, path: backup.path)
            }
            return try backup.key(by: recovery)
        }
        guard account != nil || Terminal.isInteractive(.input) else {
            throw SecretRefusal.nobodyToAsk
        }
        let code = try account ?? AccountCode.ask()
        return try backup.key(of: code, password: try password.password())
    }
}
