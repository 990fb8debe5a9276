extension PackedRecord {
    /// The join of two states of one type; `nil` when they contradict each other.
    ///
    /// They do when one dot names two values, which no honest history gives: a process was frozen
    /// and copied while it wrote, or somebody forged a message. Such a record is set aside for a
    /// person; it must not spread.
    package func joined(with other: PackedRecord) -> PackedRecord? {
        if self == other { return self }
        let joined = unpacked().joined(with: other.unpacked())
        return joined.checkInvariants() ? PackedRecord(joined) : nil
    }
}

extension PackedRecord {
    /// Whether this, of each field of `part` that supersedes anything, has seen some of it.
    func hasSeenSome(of part: PackedRecord) -> Bool {
        let (mine, theirs) = (unpacked(), part.unpacked())
        return theirs.fields.allSatisfy { name, field in
            let past = field.versions.flatMap(\.past.entries)
            guard !past.isEmpty else { return true }
            let seen = mine[name].seen
            return past.contains { seen[$0.actor] > 0 }
        }
    }
}
