extension CBORWriter {
    package mutating func write(_ checkpoint: Checkpoint) {
        beginArray(2)
        write(unsigned: checkpoint.seq)
        write(word: checkpoint.tag)
    }
}

extension CBORReader {
    package mutating func readCheckpoint() throws(WireError) -> Checkpoint {
        try beginArray(exactly: 2)
        return Checkpoint(seq: try readUnsigned(), tag: try readWord())
    }

    /// Begins a message: a map of exactly `entries` pairs, of which the first is the version.
    package mutating func beginMessage(entries: Int, version: UInt64) throws(WireError) {
        guard try beginMap(upTo: 16) == entries else { throw WireError(.unknownMessage, at: 0) }
        try expectKey(0)
        let start = offset
        guard try readUnsigned() == version else { throw WireError(.unknownMessage, at: start) }
    }

    /// The next key of a message's map.
    package mutating func expectKey(_ key: UInt64) throws(WireError) {
        let start = offset
        guard try readUnsigned() == key else { throw WireError(.unexpectedItem, at: start) }
    }
}
