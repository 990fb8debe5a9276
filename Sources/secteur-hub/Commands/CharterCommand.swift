import ArgumentParser
import Charter
import Console
import HubStore
import SyncCore

/// `secteur-hub charter`
struct CharterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charter",
        abstract: local(
            fr: "Affiche la charte du hub, ou la change.",
            en: "Print the hub's charter, or change it."),
        discussion: local(
            fr: """
                Exemples :
                  secteur-hub charter > charte.yaml
                  secteur-hub charter --charter charte.yaml

                Les bureaux qui suivent une autre charte ne peuvent plus échanger tant qu'ils n'ont \
                pas pris celle-ci.
                """,
            en: """
                Examples:
                  secteur-hub charter > charter.yaml
                  secteur-hub charter --charter charter.yaml

                Offices that follow another charter can't exchange until they have taken this one.
                """))

    @OptionGroup var folder: FolderOption
    @OptionGroup var charter: CharterOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let new = try charter.charter()
            if let new { try hub.adopt(new, by: Surroundings.admin) }
            let current = hub.charter
            if output.json {
                Output.json([
                    "name": .string(current.name.text),
                    "version": .integer(Int64(current.version)),
                    "source": .string(current.source),
                ])
            } else if new != nil {
                Output.line(
                    local(
                        fr: "Charte du hub : \(current.label.fr), version \(current.version)",
                        en: "The hub's charter: \(current.label.en), version \(current.version)"))
            } else {
                Output.line(current.source)
            }
        }
    }
}
