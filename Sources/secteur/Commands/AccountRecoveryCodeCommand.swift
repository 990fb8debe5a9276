import ArgumentParser
import Console
import Desk
import DossierStore

/// `secteur account recovery-code`
struct AccountRecoveryCodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recovery-code",
        abstract: local(
            fr: "Tire un nouveau code de secours ; l'ancien n'ouvre plus rien.",
            en: "Draw a new recovery code; the old one opens nothing any more."),
        discussion: local(
            fr: """
                Exemple :
                  secteur account recovery-code
                """,
            en: """
                Example:
                  secteur account recovery-code
                """))

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            RecoveryWords.report(
                try desk.renewRecoveryCode(), administrator: desk.account.code, output)
        }
    }
}
