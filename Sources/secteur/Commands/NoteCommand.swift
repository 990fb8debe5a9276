import ArgumentParser
import Console
import SyncCore

/// `secteur note`
struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: local(
            fr: "Les notes. Rien n'en part.", en: "The notes. Nothing of them leaves."),
        subcommands: [NoteAddCommand.self, NoteShowCommand.self])

    static let type = Code(literal: "note")
}
