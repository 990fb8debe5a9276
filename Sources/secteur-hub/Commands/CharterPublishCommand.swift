import ArgumentParser
import Charter
import Console
import HubStore
import SyncCore

/// `secteur-hub charter publish FILE`
struct CharterPublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: local(
            fr: "Publie une nouvelle version de la charte : ce qu'elle restreint vaut aussitôt.",
            en: "Publish a new version of the charter: what it narrows holds at once."),
        discussion: local(
            fr: """
                Exemple :
                  secteur-hub charter publish charte.yaml

                Les bureaux la reçoivent à leur prochaine synchronisation. Ce qu'elle restreint y \
                vaut aussitôt, et le hub supprime ce qui ne peut plus être gardé. Ce qu'elle élargit \
                n'y vaut que si le bureau l'accepte.
                """,
            en: """
                Example:
                  secteur-hub charter publish charter.yaml

                Offices get it at their next sync. What it narrows holds there at once, and the hub \
                drops what may no longer be held. What it widens holds only where the office \
                accepts it.
                """))

    @Argument(
        help: ArgumentHelp(
            local(fr: "Fichier YAML de la charte.", en: "The charter's YAML file."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file(extensions: ["yaml", "yml"]))
    var path: String

    @OptionGroup var folder: FolderOption

    @Flag(
        help: ArgumentHelp(local(fr: "Ne demande pas de confirmer.", en: "Don't ask to confirm.")))
    var yes = false

    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let charter = try CharterFile.read(path)
            let difference = Charter.difference(from: try hub.currentCharter(), to: charter)
            if !output.json { Output.line(difference.explain(Console.language)) }
            try Console.confirm(
                Phrase(
                    fr: "Publier la version \(charter.version) ?",
                    en: "Publish version \(charter.version)?"),
                agreed: yes)
            tell(charter, difference, dropped: try hub.publish(charter, by: Surroundings.admin))
        }
    }

    private func tell(_ charter: Charter, _ difference: CharterDifference, dropped: Int) {
        guard output.json else {
            return Output.line(
                local(
                    fr: "Version \(charter.version) publiée ; valeurs supprimées : \(dropped)",
                    en: "Version \(charter.version) is published; values dropped: \(dropped)"))
        }
        Output.json([
            "name": .string(charter.name.text), "version": .integer(Int64(charter.version)),
            "difference": difference.json, "dropped": .integer(Int64(dropped)),
        ])
    }
}
