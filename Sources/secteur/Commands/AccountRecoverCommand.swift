import ArgumentParser
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur account recover CODE`
struct AccountRecoverCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: local(
            fr: "Fait un nouvel administrateur avec le code de secours.",
            en: "Make a new administrator by the recovery code."),
        discussion: local(
            fr: """
                Exemple :
                  secteur account recover admin-2

                Pour le jour où plus aucun administrateur n'entre. Le code de secours ne sert qu'une fois : un \
                autre est affiché.
                """,
            en: """
                Example:
                  secteur account recover admin-2

                For the day when no administrator gets in any more. The recovery code works once: another one \
                is shown.
                """))

    @OptionGroup var account: AccountArgument
    @Option(
        name: .customLong("recovery-file"),
        help: ArgumentHelp(
            local(
                fr: "Lit le code de secours d'un fichier, ou de l'entrée standard (-).",
                en: "Read the recovery code from a file, or from standard input (-)."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var recoveryFile: String?

    @OptionGroup var password: PasswordOption
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let sealed = try SealedDossiers(at: office.folder.dossiers)
            let typed =
                try recoveryFile.map(SecretInput.read)
                ?? SecretInput.ask(Phrase(fr: "Code de secours", en: "Recovery code"))
            guard let recovery = RecoveryCode(typed) else { throw AccountError.wrongRecoveryCode }
            let next = try office.folder.entrance(sealed).recover(
                by: recovery,
                .init(
                    code: account.code, password: try password.newPassword(for: account.code),
                    day: Today.day))
            RecoveryWords.report(next, administrator: account.code, output)
        }
    }
}
