extension CharterLine {
    /// One version.
    package static let plain = CharterLine([CharterText(version: 1).yaml])

    /// Versions that take away and give back: codes, a range, a set, a field, a whole type.
    package static let changing = CharterLine([
        CharterText(version: 1).yaml,
        CharterText(version: 2, statuses: ["draft", "sent"], themes: false, places: true).yaml,
        CharterText(version: 3, greatest: 49, places: true, visits: false).yaml,
        CharterText(version: 4, greatest: 49, themes: false).yaml,
        CharterText(version: 5, statuses: ["sent", "closed", "lost"], places: true).yaml,
    ])
}

/// The YAML of a simulated charter.
private struct CharterText {
    let version: Int
    var statuses = ["draft", "sent", "closed"]
    /// The greatest amount.
    var greatest = 99
    /// Whether themes leave.
    var themes = true
    /// Whether there are places.
    var places = false
    /// Whether there is anything of visits that leaves.
    var visits = true

    private static let leaves = "        leaves: as-is\n        recipients: [town]\n"
    private static let hub = "        read: [worker, board]\n        write: [worker, board]\n"

    var yaml: String {
        CharterHeading.text(version: version, statuses: statuses) + contract + visit
    }

    private var contract: String {
        Self.type("contract")
            + Self.field("status", "code", "list: statuses", Self.hub + Self.leaves)
            + Self.field("amount", "integer", "range: [0, \(greatest)]", Self.hub + Self.leaves)
            + Self.field(
                "urgency", "integer", "range: [0, 99]",
                Self.hub + "        merge: highest\n" + Self.leaves)
            + Self.field("themes", "codes", "list: themes", themes ? Self.leaves : "")
            + (places ? Self.field("places", "integer", "range: [0, 99]", Self.leaves) : "")
    }

    private var visit: String {
        Self.type("visit")
            + Self.field(
                "length", "integer", "range: [0, 99]", visits ? Self.hub + Self.leaves : "")
    }

    private static func type(_ name: String) -> String {
        """
          \(name):
            label: { fr: "\(name)", en: "\(name)" }
            about: person
            read: [worker]
            write: [worker]
            keep: 2y after last-contact
            fields:

        """
    }

    private static func field(
        _ name: String, _ type: String, _ bound: String, _ rest: String
    ) -> String {
        "      \(name):\n        label: { fr: \"\(name)\", en: \"\(name)\" }\n"
            + "        type: \(type)\n        \(bound)\n        purpose: follow\n" + rest
    }
}
