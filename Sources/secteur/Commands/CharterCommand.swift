import ArgumentParser
import Console

/// `secteur charter`
struct CharterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charter",
        abstract: local(
            fr: "La charte : ce qui est gardé, pourquoi, et ce qui part.",
            en: "The charter: what is kept, why, and what leaves."),
        subcommands: [
            CharterCheckCommand.self, CharterExplainCommand.self, CharterCDDLCommand.self,
            CharterRegisterCommand.self, CharterDiffCommand.self,
            CharterStatusCommand.self, CharterAcceptCommand.self,
        ])
}
