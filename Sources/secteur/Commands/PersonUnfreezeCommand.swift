import ArgumentParser
import Console
import Desk
import SyncCore

/// `secteur person unfreeze ID`
struct PersonUnfreezeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unfreeze",
        abstract: local(
            fr: "Rend un dossier gelé au travail.", en: "Give a frozen case file back to the work."),
        discussion: local(
            fr: """
                Exemple :
                  secteur person unfreeze 3f2a91c0

                Prévenez d'abord la personne (RGPD, article 18(3)).
                """,
            en: """
                Example:
                  secteur person unfreeze 3f2a91c0

                Tell the person first (GDPR, article 18(3)).
                """))

    @OptionGroup var person: RecordArgument
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try person.id(in: desk)
            let wasFrozen = try desk.unfreeze(id)
            if output.json {
                Output.json(["id": .string(id.description), "was_frozen": .bool(wasFrozen)])
            } else {
                Output.line(
                    wasFrozen
                        ? local(fr: "Dégelé : \(id.short)", en: "Unfrozen: \(id.short)")
                        : local(fr: "Il n'était pas gelé.", en: "It was not frozen."))
            }
        }
    }
}
