import ArgumentParser
import Console
import HubStore
import SyncCore

/// `secteur-hub revoke OFFICE`
struct RevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: local(
            fr: "Exclut un bureau, aussitôt : ses certificats, son code et son secret.",
            en: "Shut an office out at once: its certificates, its code and its secret."),
        discussion: local(
            fr: """
                Exemple :
                  secteur-hub revoke "CSS Bobigny" --yes

                Ses fiches restent au hub. « secteur-hub enrol » le fait rentrer avec un nouveau code.
                """,
            en: """
                Example:
                  secteur-hub revoke "CSS Bobigny" --yes

                Its records stay at the hub. `secteur-hub enrol` lets it in again with a new code.
                """))

    @Argument(
        help: ArgumentHelp(
            local(fr: "Numéro ou nom du bureau.", en: "The office's number or name."),
            valueName: local(fr: "bureau", en: "office")))
    var office: String

    @OptionGroup var folder: FolderOption

    @Flag(
        help: ArgumentHelp(local(fr: "Ne demande pas de confirmer.", en: "Don't ask to confirm.")))
    var yes = false

    @OptionGroup var output: JSONOption

    func run() throws {
        try folder.run { hub in
            let office = try hub.office(called: office)
            try Console.confirm(
                Phrase(fr: "Exclure \(office.name) ?", en: "Shut \(office.name) out?"), agreed: yes)
            try hub.revoke(office.number, by: Surroundings.admin)
            if output.json {
                Output.json(["office": office.json, "revoked": true])
            } else {
                Output.line(
                    local(fr: "\(office.name) est exclu.", en: "\(office.name) is revoked."))
            }
        }
    }
}
