import ArgumentParser
import Console

/// `secteur person`
struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: local(
            fr: "Les personnes accompagnées. Rien n'en part.",
            en: "The persons followed. Nothing of them leaves."),
        subcommands: [
            PersonAddCommand.self, PersonShowCommand.self, PersonFindCommand.self,
            PersonEditCommand.self, PersonAccessCommand.self, PersonRectifyCommand.self,
            PersonFreezeCommand.self, PersonUnfreezeCommand.self, PersonRefuseCommand.self,
            PersonEraseCommand.self,
        ])
}
