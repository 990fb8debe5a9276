import ArgumentParser
import Console
package import DossierStore
import SyncCore

extension AccountCode: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension AccountCode {
    /// Asks for a code at the terminal, until it is one.
    static func ask() throws -> AccountCode {
        while true {
            Output.errorFragment(local(fr: "Code acteur : ", en: "Account code: "))
            guard let answer = readLine() else { throw SecretRefusal.nobodyToAsk }
            if let code = AccountCode(answer.trimmed) { return code }
            Output.error(
                local(
                    fr: "  de 3 à 20 lettres minuscules, chiffres et traits d'union",
                    en: "  3 to 20 small letters, digits and hyphens"))
        }
    }
}

/// The account that a command is about.
struct AccountArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Le code acteur : 3 à 20 lettres minuscules, chiffres et traits d'union.",
                en: "The account's code: 3 to 20 small letters, digits and hyphens."),
            valueName: "code"))
    var code: AccountCode

    init() {}
}

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
