import ArgumentParser
import Console

/// `secteur-hub charter`
struct CharterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charter",
        abstract: local(
            fr: "Affiche la charte du hub, ou en publie une nouvelle version.",
            en: "Print the hub's charter, or publish a new version of it."),
        subcommands: [CharterShowCommand.self, CharterPublishCommand.self],
        defaultSubcommand: CharterShowCommand.self)
}
