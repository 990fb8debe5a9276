import SyncCore

/// What decodes is the one encoding of its state.
enum RecordTarget {
    static func run(_ bytes: [UInt8]) throws {
        var reader = RecordReader()
        guard let record = try? reader.read(bytes) else { return }
        try promise(record.bytes == bytes, "a record keeps the bytes that it was read from")
        try check(record)
        // The shape is remembered now, and compared instead of read.
        try promise(try reader.read(bytes) == record, "a remembered shape reads the same")
    }

    /// What holds of every record that was read or made by a join.
    static func check(_ record: PackedRecord) throws {
        try promise(record.isWithinLimits, "what is read is within the limits")
        let state = record.unpacked()
        try promise(state.checkInvariants(), "what is read is a state that writing can produce")
        let again = PackedRecord(state)
        try promise(again == record, "packing what was unpacked gives the same bytes")
        try promise(again.shape == record.shape, "and the same shape")
        try promise(again.values == record.values, "and the same values")
        let names = record.shape.nameOfVersion.map { record.shape.names[$0] }
        try promise(record.contents.map(\.name) == names, "contents name each value's register")
    }
}
