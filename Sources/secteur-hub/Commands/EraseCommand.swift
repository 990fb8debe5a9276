import ArgumentParser
import Console
import HubStore
import SyncCore

/// `secteur-hub erase RECORD`
struct EraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: local(
            fr: "Efface une fiche, pour toujours et dans chaque bureau qui la tient.",
            en: "Erase a record, for ever and in every office that holds it."),
        discussion: local(
            fr: "Exemple :\n  secteur-hub erase 77b0a2c4",
            en: "Example:\n  secteur-hub erase 77b0a2c4"))

    @OptionGroup var record: RecordArgument
    @OptionGroup var folder: FolderOption

    @Flag(
        help: ArgumentHelp(local(fr: "Ne demande pas de confirmer.", en: "Don't ask to confirm.")))
    var yes = false

    @OptionGroup var output: JSONOption

    func validate() throws {
        guard record.isWhole || !yes else {
            throw ValidationError(
                local(
                    fr: "avec --yes, donnez les 32 chiffres de l'identifiant",
                    en: "with --yes, give all 32 digits of the identifier"))
        }
    }

    func run() throws {
        try folder.run { hub in
            let shown = try hub.show(record.id(in: hub))
            try Console.confirm(
                Phrase(
                    fr: "\(shown.text)\nEffacer cette fiche pour toujours, partout ?",
                    en: "\(shown.text)\nErase this record for ever, everywhere?"), agreed: yes)
            try hub.erase(shown.id, by: Surroundings.admin)
            if output.json {
                Output.json(["record": .string(shown.id.description), "erased": true])
            } else {
                Output.line(
                    local(
                        fr: "Fiche \(shown.id) effacée.", en: "Record \(shown.id) is erased."))
            }
        }
    }
}
