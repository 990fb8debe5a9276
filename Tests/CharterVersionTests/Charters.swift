import Charter
import Simulation

/// A charter of contracts, in versions that tests make.
enum Charters {
    /// - Parameters:
    ///   - statuses: codes of a field that leaves as it is, and that the hub edits too.
    ///   - themes: whether the themes leave.
    ///   - date: the rule by which the start leaves.
    ///   - places: whether there is such a field, and leaves.
    static func version(
        _ version: Int, statuses: [String] = ["draft", "sent", "closed"], themes: Bool = true,
        date: String = "month", places: Bool = false, name: String = "works"
    ) throws -> Charter {
        try Charter.parse(
            text(version, statuses, themes, date, places, name), file: "works.yaml")
    }

    private static func text(
        _ version: Int, _ statuses: [String], _ themes: Bool, _ date: String, _ places: Bool,
        _ name: String
    ) -> String {
        let leaves = "        leaves: as-is\n        recipients: [town]\n"
        let place = """
                  places:
                    label: { fr: "Places", en: "Places" }
                    type: integer
                    range: [0, 9]
                    purpose: follow
            \(leaves)
            """
        let contract = """
              contract:
                label: { fr: "Contrat", en: "Contract" }
                about: person
                read: [worker]
                write: [worker]
                keep: 2y after last-contact
                fields:
                  status:
                    label: { fr: "État", en: "State" }
                    type: code
                    list: statuses
                    purpose: follow
                    read: [worker, board]
                    write: [worker, board]
            \(leaves)      themes:
                    label: { fr: "Thèmes", en: "Themes" }
                    type: codes
                    list: themes
                    purpose: follow
            \(themes ? leaves : "")      start:
                    label: { fr: "Début", en: "Start" }
                    type: date
                    purpose: follow
                    leaves: \(date)
                    recipients: [town]
            \(places ? place : "")
            """
        return CharterHeading.text(name: name, version: version, statuses: statuses) + contract
    }
}
