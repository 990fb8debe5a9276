extension ExchangeRequest {
    /// The request's deterministic bytes; `Protocol/exchange.cddl` says their form.
    package func encoded() -> [UInt8] {
        var writer = CBORWriter(reserving: 1024 + 48 * offerCount + 16 * erasures.count)
        writer.beginMap(8)
        writer.write(unsigned: 0)
        writer.write(unsigned: Self.version)
        writer.write(unsigned: 1)
        writer.write(bytes: charterDigest)
        writer.write(unsigned: 2)
        writer.write(head)
        writer.write(unsigned: 3)
        writer.write(unsigned: cursor)
        writer.write(unsigned: 4)
        writer.beginArray(checkpoints.count)
        for checkpoint in checkpoints { writer.write(checkpoint) }
        writer.write(unsigned: 5)
        writer.beginArray(2)
        writer.write(ids: wholes.map(\.id))
        RecordColumns.write(wholes.map(\.state), to: &writer)
        writer.write(unsigned: 6)
        writer.beginArray(5)
        writer.write(unsigned: UInt64(referenceBitCount))
        writer.write(leavesPastsOut)
        RecordColumns.write(parts.map(\.fields), to: &writer)
        NumberColumn.write(parts.map(\.reference.bits), to: &writer)
        NumberColumn.write(checks.map(\.bits), to: &writer)
        writer.write(unsigned: 7)
        writer.write(ids: erasures)
        return writer.bytes
    }

    /// Reads a request that anybody may have sent.
    ///
    /// Identifiers within `wholes`, references within `parts`, and identifiers within `erasures` must
    /// be distinct.
    package init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        try reader.beginMessage(entries: 8, version: Self.version)
        try reader.expectKey(1)
        let digestStart = reader.offset
        charterDigest = Array(try reader.readBytes(upTo: 32))
        guard charterDigest.count == 32 else { throw WireError(.unexpectedItem, at: digestStart) }
        try reader.expectKey(2)
        head = try reader.readCheckpoint()
        try reader.expectKey(3)
        cursor = try reader.readUnsigned()
        try reader.expectKey(4)
        checkpoints = try Self.readCheckpoints(from: &reader)
        try reader.expectKey(5)
        wholes = try Self.readWholes(from: &reader)
        try reader.expectKey(6)
        try reader.beginArray(exactly: 5)
        referenceBitCount = try Self.readReferenceBitCount(from: &reader)
        leavesPastsOut = try reader.readBool()
        (parts, checks) = try Self.readParts(
            upTo: ExchangeLimits.offers - wholes.count, referenceBitCount, from: &reader)
        try reader.expectKey(7)
        let start = reader.offset
        erasures = try reader.readIDs(upTo: ExchangeLimits.erasures)
        try Self.checkDistinct(erasures, at: start)
        try reader.expectEnd()
    }

    private static func readCheckpoints(
        from reader: inout CBORReader
    ) throws(WireError) -> [Checkpoint] {
        var checkpoints: [Checkpoint] = []
        for _ in 0..<(try reader.beginArray(upTo: CheckpointHistory.limit)) {
            checkpoints.append(try reader.readCheckpoint())
        }
        return checkpoints
    }

    private static func readWholes(from reader: inout CBORReader) throws(WireError) -> [Whole] {
        try reader.beginArray(exactly: 2)
        let start = reader.offset
        let ids: [RecordID] = try reader.readIDs(upTo: ExchangeLimits.offers)
        try checkDistinct(ids, at: start)
        let place = reader.offset
        let states = try RecordColumns.read(upTo: ids.count, from: &reader)
        guard states.count == ids.count else { throw WireError(.unexpectedItem, at: place) }
        return zip(ids, states).map { Whole(id: $0, state: $1) }
    }

    private static func readReferenceBitCount(
        from reader: inout CBORReader
    ) throws(WireError) -> Int {
        let (start, bounds) = (reader.offset, RecordReference.bitCounts)
        let count = try reader.readCount(upTo: bounds.upperBound)
        guard bounds.contains(count) else { throw WireError(.unexpectedItem, at: start) }
        return count
    }

    private static func readParts(
        upTo limit: Int, _ bitCount: Int, from reader: inout CBORReader
    ) throws(WireError) -> ([Part], [StateDigest]) {
        let fields = try RecordColumns.read(upTo: limit, from: &reader)
        let start = reader.offset
        let bits = try NumberColumn.read(count: fields.count, from: &reader)
        guard bits.allSatisfy({ $0 >> UInt64(bitCount) == 0 }) else {
            throw WireError(.tooLong, at: start)
        }
        try checkDistinct(bits, at: start)
        let checks = try NumberColumn.read(
            count: ExchangeLimits.checks(ofParts: fields.count), from: &reader)
        let parts = zip(bits, fields).map {
            Part(reference: RecordReference(bits: $0, bitCount: bitCount), fields: $1)
        }
        return (parts, checks.map(StateDigest.init(bits:)))
    }

    private static func checkDistinct(
        _ items: [some Hashable], at start: Int
    ) throws(WireError) {
        guard Set(items).count == items.count else { throw WireError(.notCanonical, at: start) }
    }
}
