/// What a person was shown of a field, short enough to be copied from one command to the next.
///
/// A decision supersedes what its maker saw and nothing else, so `resolve` must know what `conflicts`
/// printed. All that was seen is a version vector; since what a store has seen of a field only grows,
/// the first eight digits of an actor are enough to find it again there:
/// `1f3a9c2e.3-77b0e1d2.1`.
package struct ShownToken: Hashable, Sendable, LosslessStringConvertible {
    private let entries: [Entry]

    private struct Entry: Hashable {
        let actorDigits: String
        let n: UInt64
    }

    private static let digits = 8
    private static let maximumEntries = RecordLimits.actors

    package init(of field: FieldState) {
        entries = field.seen.entries.map {
            Entry(actorDigits: String($0.actor.description.prefix(Self.digits)), n: $0.n)
        }
    }

    package var description: String {
        entries.map { "\($0.actorDigits).\($0.n)" }.joined(separator: "-")
    }

    package init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= Self.maximumEntries else { return nil }
        var entries: [Entry] = []
        for part in parts {
            let pair = part.split(separator: ".", omittingEmptySubsequences: false)
            guard pair.count == 2, pair[0].utf8.count == Self.digits,
                pair[0].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
                ),
                let n = UInt64(pair[1]), n > 0
            else { return nil }
            entries.append(Entry(actorDigits: String(pair[0]), n: n))
        }
        self.entries = entries
    }

    /// The vector that the token stands for, found in what is held of the field now; `nil` when
    /// this field was never in a state that could have been shown so.
    package func seen(in field: FieldState) -> VersionVector? {
        let known = field.seen
        var seen = VersionVector()
        for entry in entries {
            let actors = known.entries.filter {
                $0.actor.description.hasPrefix(entry.actorDigits) && $0.n >= entry.n
            }
            guard actors.count == 1 else { return nil }
            seen.include(Dot(actor: actors[0].actor, n: entry.n))
        }
        return seen
    }

    /// What of the field as it is now was shown: its live versions that the token covers.
    package func part(of field: FieldState) -> FieldState {
        FieldState(sorted: field.versions.filter { covers($0.dot) })
    }

    private func covers(_ dot: Dot) -> Bool {
        let actor = dot.actor.description
        return entries.contains { actor.hasPrefix($0.actorDigits) && dot.n <= $0.n }
    }
}
