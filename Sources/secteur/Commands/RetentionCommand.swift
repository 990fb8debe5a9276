import ArgumentParser
import Console

/// `secteur retention`
struct RetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: local(
            fr: "Efface ce qui a passé le délai de la charte.",
            en: "Erase what has outlived its period in the charter."),
        subcommands: [RetentionRunCommand.self], defaultSubcommand: RetentionRunCommand.self)
}
