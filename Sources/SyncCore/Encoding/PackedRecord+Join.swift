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
