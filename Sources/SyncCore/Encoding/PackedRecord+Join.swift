extension PackedRecord {
    /// The join of two states of one type.
    package func joined(with other: PackedRecord) -> PackedRecord {
        if bytes == other.bytes { return self }
        return PackedRecord(unpacked().joined(with: other.unpacked()))
    }
}
