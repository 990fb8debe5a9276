import ArgumentParser
import Charter
import Console
import HubStore
import SyncCore

/// `secteur-hub charter`
struct CharterShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: local(fr: "Affiche la charte du hub.", en: "Print the hub's charter."),
        discussion: local(
            fr: "Exemple :\n  secteur-hub charter > charte.yaml",
            en: "Example:\n  secteur-hub charter > charter.yaml"))

    @OptionGroup var folder: FolderOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let charter = hub.charter
            guard output.json else { return Output.text(charter.source) }
            Output.json([
                "name": .string(charter.name.text), "version": .integer(Int64(charter.version)),
                "source": .string(charter.source),
            ])
        }
    }
}
