extension ExchangeRequest {
    /// The request's deterministic bytes; `Protocol/exchange.cddl` says their form.
    package func encoded() -> [UInt8] {
        let size = records.reduce(256) { $0 + $1.fields.bytes.count + 32 } + erasures.count * 17
        var writer = CBORWriter(reserving: size)
        writer.beginMap(7)
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
        writer.beginArray(records.count)
        for offer in records {
            writer.beginArray(3)
            writer.write(offer.id)
            writer.write(word: offer.expected.bits)
            writer.write(encoded: offer.fields.bytes)
        }
        writer.write(unsigned: 6)
        writer.beginArray(erasures.count)
        for id in erasures { writer.write(id) }
        return writer.bytes
    }

    /// Reads a request that anybody may have sent.
    ///
    /// Identifiers within `records`, and within `erasures`, must be distinct.
    package init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        try reader.beginMessage(entries: 7, version: Self.version)
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
        records = try Self.readOffers(from: &reader)
        try reader.expectKey(6)
        erasures = try Self.readErasures(from: &reader)
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

    private static func readOffers(from reader: inout CBORReader) throws(WireError) -> [Offer] {
        let start = reader.offset
        let count = try reader.beginArray(upTo: ExchangeLimits.offers)
        var offers: [Offer] = []
        offers.reserveCapacity(count)
        var records = RecordReader()
        for _ in 0..<count {
            try reader.beginArray(exactly: 3)
            let id: RecordID = try reader.readID()
            let expected = StateDigest(bits: try reader.readWord())
            offers.append(
                Offer(id: id, expected: expected, fields: try records.read(from: &reader)))
        }
        guard Set(offers.map(\.id)).count == count else {
            throw WireError(.notCanonical, at: start)
        }
        return offers
    }

    private static func readErasures(
        from reader: inout CBORReader
    ) throws(WireError) -> [RecordID] {
        let start = reader.offset
        let count = try reader.beginArray(upTo: ExchangeLimits.erasures)
        var erasures: [RecordID] = []
        erasures.reserveCapacity(count)
        for _ in 0..<count { erasures.append(try reader.readID()) }
        guard Set(erasures).count == count else { throw WireError(.notCanonical, at: start) }
        return erasures
    }
}
