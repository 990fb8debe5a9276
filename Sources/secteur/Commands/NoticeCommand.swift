import ArgumentParser
import Charter
import Console

/// `secteur notice`
struct NoticeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice",
        abstract: local(
            fr: "Écrit l'information à remettre aux personnes (RGPD, article 13).",
            en: "Write the information notice for persons (GDPR, article 13)."),
        discussion: local(
            fr: "Exemple :\n  secteur notice --out information.md",
            en: "Example:\n  secteur notice --out notice.md"))

    @OptionGroup var argument: CharterArgument
    @OptionGroup var destination: DestinationOption

    func run() throws {
        try Console.run {
            try destination.write(try argument.charter().notice(Console.language))
        }
    }
}
