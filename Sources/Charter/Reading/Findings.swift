import SyncCore

/// Collects all that is wrong with a charter while it is read.
final class Findings {
    /// Enough to work on; what follows is told when these are corrected.
    static let maximumCount = 100
    /// Beyond this nothing more is looked into: the text may be hostile.
    private static let maximumLookedInto = 200

    private var found: [CharterFinding] = []
    /// Names that are declared, but wrongly: to name them is no second fault.
    private var brokenNames: Set<String> = []

    var isEmpty: Bool { found.isEmpty }

    /// Sorted by place, each once.
    var sorted: [CharterFinding] {
        var seen: Set<CharterFinding> = []
        return found.filter { seen.insert($0).inserted }
            .sorted { ($0.line, $0.column, $0.rule) < ($1.line, $1.column, $1.rule) }
            .prefix(Self.maximumCount).map { $0 }
    }

    /// Remembers that what is declared under a name could not be read.
    func markBroken(_ name: Code) {
        brokenNames.insert(name.text)
    }

    func isBroken(_ name: String) -> Bool {
        brokenNames.contains(name)
    }

    /// Adds a finding, with the rule's remedy unless there is a better one.
    func add(
        _ rule: CharterRule, at place: Place, fr: String, en: String,
        remedy: @autoclosure () -> Phrase? = nil
    ) {
        guard found.count < Self.maximumLookedInto else { return }
        found.append(
            CharterFinding(
                line: place.line, column: place.column, rule: rule.rawValue,
                what: Phrase(fr: fr, en: en), remedy: remedy() ?? rule.remedy))
    }
}
