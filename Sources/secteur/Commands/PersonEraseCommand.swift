import ArgumentParser
import Console
import Desk
import SyncCore

/// `secteur person erase ID`
struct PersonEraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: local(
            fr: "Efface une personne et tout son dossier, pour toujours.",
            en: "Erase a person and all their folder, for ever."),
        discussion: local(
            fr: """
                Exemple :
                  secteur person erase 3f2a91c0

                La clé de la personne est détruite : même une copie du fichier d'après ne se lit \
                plus. Ce qui était parti est effacé du hub à la prochaine synchronisation. Les \
                sauvegardes plus anciennes gardent ce qu'elles avaient, jusqu'à leur propre fin ; \
                en remettre une efface la personne à nouveau.
                """,
            en: """
                Example:
                  secteur person erase 3f2a91c0

                The person's key is destroyed: not even a copy of the file made afterwards can be \
                read. What had left is erased at the hub by the next sync. Older backups keep what \
                they held until their own end; putting one back erases the person again.
                """))

    @OptionGroup var person: RecordArgument

    @Flag(help: ArgumentHelp(local(fr: "Ne demande pas.", en: "Don't ask.")))
    var yes = false

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let id = try person.id(in: desk)
            let count = try desk.folderSize(of: id)
            try Console.confirm(
                Phrase(
                    fr: "Effacer pour toujours cette personne (\(id.short)) et "
                        + "\(count - 1) enregistrements ?",
                    en: "Erase for ever this person (\(id.short)) and \(count - 1) records?"),
                agreed: yes)
            let summaries = try desk.erase(person: id)
            if output.json {
                Output.json([
                    "erased": .string(id.description), "records": .integer(Int64(count)),
                    "summaries": .integer(Int64(summaries)),
                ])
                return
            }
            Output.line(local(fr: "Effacé.", en: "Erased."))
            if try desk.hasTraces() {
                Output.line(
                    local(
                        fr: "Un autre programme lit la base : les restes, scellés et sans clé, "
                            + "partiront à la prochaine commande.",
                        en: "Another program is reading the store: the remains, sealed and without "
                            + "their key, go with the next command."))
            }
            if summaries > 0 {
                Output.line(
                    local(
                        fr: "La prochaine synchronisation l'efface aussi au hub : secteur sync",
                        en: "The next sync erases it at the hub too: secteur sync"))
            }
        }
    }
}
