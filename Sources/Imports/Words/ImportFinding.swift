package import SyncCore

/// One piece of input that was not taken: where, and which rule. Never what it said.
package struct ImportFinding: Hashable, Sendable {
    /// From 1.
    package let line: Int
    /// The element or column, as the schema or the map names it.
    package let place: String
    package let rule: ImportRule

    package init(line: Int, place: String, rule: ImportRule) {
        self.line = line
        self.place = place
        self.rule = rule
    }

    package var phrase: Phrase {
        Phrase(
            fr: "ligne \(line), \(place) : \(rule.phrase.fr)",
            en: "line \(line), \(place): \(rule.phrase.en)")
    }
}

extension ImportFinding: Comparable {
    package static func < (a: Self, b: Self) -> Bool {
        (a.line, a.place, a.rule.rawValue) < (b.line, b.place, b.rule.rawValue)
    }
}
