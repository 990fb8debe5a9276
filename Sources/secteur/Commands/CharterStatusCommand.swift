import ArgumentParser
import Charter
import Console
import Desk
import SummaryStore
import SyncCore

/// `secteur charter status`
struct CharterStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: local(
            fr: "Dit quelle version de la charte vaut ici, et ce qui attend d'être accepté.",
            en: "Tell which version of the charter holds here, and what waits to be accepted."),
        discussion: local(
            fr: "Exemple :\n  secteur charter status", en: "Example:\n  secteur charter status"))

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let standing = try office.folder.desk().charterStanding()
            output.json ? Output.json(standing.json) : Output.text(standing.text)
        }
    }
}

extension SummaryStore.CharterStanding {
    /// What the newest version changes.
    var difference: CharterDifference { Charter.difference(from: accepted, to: newest) }

    fileprivate var json: JSON {
        [
            "name": .string(newest.name.text), "accepted": .integer(Int64(accepted.version)),
            "newest": .integer(Int64(newest.version)),
            "acceptedBy": .array(acceptedBy.map(JSON.string)),
            "difference": difference.json,
        ]
    }

    fileprivate var text: String {
        guard !isAccepted else {
            return local(
                fr: "Charte « \(newest.label.fr) », version \(newest.version) : acceptée.",
                en: "Charter \"\(newest.label.en)\", version \(newest.version): accepted.")
        }
        let title = local(
            fr: """
                Charte « \(newest.label.fr) » : la version \(newest.version) est arrivée. Ce qu'elle \
                restreint vaut déjà ; le reste attend, et la version \(accepted.version) vaut.
                """,
            en: """
                Charter "\(newest.label.en)": version \(newest.version) has come. What it narrows \
                holds already; the rest waits, and version \(accepted.version) holds.
                """)
        let needed = SummaryStore.acceptancesNeeded
        let names = acceptedBy.joined(separator: ", ")
        let signed =
            acceptedBy.isEmpty
            ? local(
                fr: "Pour l'accepter, il faut \(needed) comptes différents :",
                en: "To accept it takes \(needed) different accounts:")
            : local(
                fr: "Acceptée par \(names) ; il faut encore un autre compte :",
                en: "Accepted by \(names); it takes another account:")
        return """
            \(title)

            \(difference.explain(Console.language))
            \(signed)
              secteur charter accept \(newest.version)
            """
    }
}
