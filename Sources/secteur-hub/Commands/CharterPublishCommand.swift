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
            let current = try hub.currentCharter()
            let difference = Charter.difference(from: current, to: charter)
            if !output.json { Output.line(difference.explain(Console.language)) }
            try Console.confirm(
                Phrase(
                    fr: "Publier la version \(charter.version) ?",
                    en: "Publish version \(charter.version)?"),
                agreed: yes)
            // The same text again ends a publication that was cut off.
            let dropped = try hub.publish(charter, by: Surroundings.admin)
            tell(charter, difference, dropped, isNew: charter.source != current.source)
        }
    }

    private func tell(
        _ charter: Charter, _ difference: CharterDifference, _ dropped: Int, isNew: Bool
    ) {
        guard output.json else {
            let state =
                isNew
                ? local(fr: "publiée", en: "is published")
                : local(fr: "était déjà celle du hub", en: "was the hub's already")
            return Output.line(
                local(
                    fr: "Version \(charter.version) \(state) ; valeurs supprimées : \(dropped)",
                    en: "Version \(charter.version) \(state); values dropped: \(dropped)"))
        }
        Output.json([
            "name": .string(charter.name.text), "version": .integer(Int64(charter.version)),
            "difference": difference.json, "dropped": .integer(Int64(dropped)),
        ])
    }
}
