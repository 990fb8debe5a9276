import ArgumentParser
import Console
package import DossierStore

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
