import ArgumentParser
import Charter
import Console

/// `secteur charter register`
struct CharterRegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: local(
            fr: "Écrit la fiche du registre des traitements (RGPD, article 30).",
            en: "Write the entry of the register of processing (GDPR, article 30)."),
        discussion: local(
            fr: "Exemple :\n  secteur charter register > registre.md",
            en: "Example:\n  secteur charter register > register.md"))

    @OptionGroup var argument: CharterArgument

    func run() throws {
        try Console.run { Output.text(try argument.charter().register(Console.language)) }
    }
}
