import ArgumentParser
import Console
import SummaryStore

/// `secteur digest`
struct DigestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: local(
            fr: "Calcule l'empreinte de ce que ce bureau partage.",
            en: "Compute the digest of what this office shares."),
        discussion: local(
            fr: """
                Exemple :
                  secteur digest

                C'est celle que « secteur-hub digest » affiche pour ce bureau quand les deux \
                tiennent les mêmes fiches.
                """,
            en: """
                Example:
                  secteur digest

                It is the one that 'secteur-hub digest' prints for this office when both hold the \
                same records.
                """))

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let store = try office.folder.summaryStore()
            let digest = Hexadecimal.text(try store.partDigest())
            if output.json {
                Output.json(["digest": .string(digest)])
            } else {
                Output.line(digest)
            }
        }
    }
}
