/// What a writer had seen of one field: for each actor, every dot up to a number.
///
/// Entries are kept sorted by actor, one per actor, and no entry is zero; so equal vectors are
/// equal values and have equal bytes. A field's vector grows with the number of openings that ever
/// wrote this one field, which stays small.
package struct VersionVector: Hashable, Sendable {
    package private(set) var entries: [Dot]

    package init() {
        entries = []
    }

    /// The vector that covers exactly what the dots cover.
    package init(_ dots: some Sequence<Dot>) {
        self.init()
        for dot in dots { include(dot) }
    }

    package var isEmpty: Bool { entries.isEmpty }

    /// The highest number seen of this actor, or 0. O(log entries).
    package subscript(actor: ActorID) -> UInt64 {
        let place = entries.place(of: actor)
        return place < entries.count && entries[place].actor == actor ? entries[place].n : 0
    }

    /// Whether the writer had seen this dot.
    package func covers(_ dot: Dot) -> Bool {
        self[dot.actor] >= dot.n
    }

    /// Raises the vector so that it covers `dot`.
    package mutating func include(_ dot: Dot) {
        guard dot.n > 0 else { return }
        let place = entries.place(of: dot.actor)
        if place < entries.endIndex, entries[place].actor == dot.actor {
            if entries[place].n < dot.n { entries[place] = dot }
        } else {
            entries.insert(dot, at: place)
        }
    }

    /// Raises the vector so that it covers all that `other` covers.
    package mutating func formUnion(_ other: VersionVector) {
        for entry in other.entries { include(entry) }
    }
}

extension VersionVector {
    /// The vector that covers all that either covers.
    package func union(_ other: VersionVector) -> VersionVector {
        var union = self
        union.formUnion(other)
        return union
    }
}

extension [Dot] {
    /// Where an actor's dot is, or would be, among dots sorted by actor. O(log count).
    func place(of actor: ActorID) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].actor < actor { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
