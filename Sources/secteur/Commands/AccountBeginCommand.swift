import ArgumentParser
import Console
import Desk
import DossierStore

/// `secteur account begin CODE`
struct AccountBeginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "begin",
        abstract: local(
            fr: "Fait le premier administrateur d'un bureau d'une version antérieure.",
            en: "Make the first administrator of an office of an earlier version."),
        discussion: local(
            fr: """
                Exemple :
                  secteur account begin admin

                La clé du bureau (office.key) passe sous le mot de passe de l'administrateur et sous un code de \
                secours ; le fichier est détruit. Détruisez aussi ses copies.
                """,
            en: """
                Example:
                  secteur account begin admin

                The office's key (office.key) goes under the administrator's password and under a recovery \
                code; the file is destroyed. Destroy its copies too.
                """))

    @OptionGroup var account: AccountArgument
    @OptionGroup var password: PasswordOption
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            try office.folder.gatherShared()
            let sealed = try SealedDossiers(at: office.folder.dossiers)
            let recovery = try office.folder.entrance(sealed).begin(
                .init(
                    code: account.code, password: try password.newPassword(for: account.code),
                    day: Today.day))
            RecoveryWords.report(recovery, administrator: account.code, output)
        }
    }
}
