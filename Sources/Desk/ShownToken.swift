package import SyncCore

/// What a person was shown of a field, short enough to be copied from one command to the next.
///
/// A decision supersedes what its maker saw and nothing else, so `resolve` must know what
/// `conflicts` printed: for each actor the last of its writes that was seen, by the first eight
/// digits of the actor: `1f3a9c2e.3-77b0e1d2.1`.
package struct ShownToken: Hashable, Sendable, LosslessStringConvertible {
    package let description: String
    private let entries: [Entry]

    private struct Entry: Hashable {
        let actorDigits: Substring
        let n: UInt64
    }

    package init(of field: FieldState) {
        let words = field.seen.entries.map { "\($0.actor.description.prefix(8)).\($0.n)" }
        self.init(words.joined(separator: "-"))!
    }

    package init?(_ description: String) {
        guard description.utf8.count <= 4_096 else { return nil }
        var entries: [Entry] = []
        for word in description.split(separator: "-", omittingEmptySubsequences: false) {
            let pair = word.split(separator: ".", omittingEmptySubsequences: false)
            guard pair.count == 2, pair[0].count == 8, pair[0].allSatisfy(\.isHexDigit),
                let n = UInt64(pair[1]), n > 0
            else { return nil }
            entries.append(Entry(actorDigits: pair[0], n: n))
        }
        self.entries = entries
        self.description = description
    }

    /// What of the field as it is now was shown.
    package func part(of field: FieldState) -> FieldState {
        field.versions.filter(covers).reduce(FieldState()) { $0.joined(with: FieldState($1)) }
    }

    private func covers(_ version: Version) -> Bool {
        entries.contains {
            version.dot.actor.description.hasPrefix($0.actorDigits) && version.dot.n <= $0.n
        }
    }
}
