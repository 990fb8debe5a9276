import ArgumentParser
import Console

/// `secteur import`
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: local(
            fr: "Reprend des dossiers d'un fichier.", en: "Take case files in from a file."),
        subcommands: [ImportRSABEMCommand.self, ImportCSVCommand.self])
}
