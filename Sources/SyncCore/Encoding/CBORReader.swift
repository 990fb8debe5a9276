/// Reads deterministic CBOR from bytes that anybody may have sent.
///
/// Every read checks its bounds and refuses what `CBORWriter` would not have written. The reader
/// itself never allocates by a length that the input claims: strings must lie within the bytes, and
/// a count of items is refused when fewer bytes are left than items. It has no recursion: messages
/// have a fixed shape, so depth is bounded by the code that reads them.
package struct CBORReader {
    package let bytes: [UInt8]
    package private(set) var offset: Int

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = 0
    }

    package var remainingBytes: Int { bytes.count - offset }

    /// Refuses bytes after the end.
    package func expectEnd() throws(WireError) {
        guard offset == bytes.count else { throw WireError(.trailing, at: offset) }
    }

    package mutating func readUnsigned() throws(WireError) -> UInt64 {
        let start = offset
        let (major, value) = try readHead()
        guard major == 0 else { throw WireError(.unexpectedItem, at: start) }
        return value
    }

    /// An unsigned integer that fits in an `Int` of at most `maximum`.
    package mutating func readCount(upTo maximum: Int) throws(WireError) -> Int {
        let start = offset
        let value = try readUnsigned()
        guard value <= UInt64(maximum) else { throw WireError(.tooLong, at: start) }
        return Int(value)
    }

    package mutating func readBool() throws(WireError) -> Bool {
        switch try readByte() {
        case 0xf4: return false
        case 0xf5: return true
        default: throw WireError(.unexpectedItem, at: offset - 1)
        }
    }

    /// Begins an array; returns how many items follow.
    package mutating func beginArray(upTo maximum: Int) throws(WireError) -> Int {
        try readContainer(major: 4, upTo: maximum, bytesPerItem: 1)
    }

    /// Begins an array of exactly `count` items.
    package mutating func beginArray(exactly count: Int) throws(WireError) {
        let start = offset
        guard try beginArray(upTo: count) == count else {
            throw WireError(.unexpectedItem, at: start)
        }
    }

    /// Begins a map; returns how many pairs follow.
    package mutating func beginMap(upTo maximum: Int) throws(WireError) -> Int {
        try readContainer(major: 5, upTo: maximum, bytesPerItem: 2)
    }

    package mutating func readBytes(upTo maximum: Int) throws(WireError) -> ArraySlice<UInt8> {
        let start = offset
        let (major, count) = try readHead()
        guard major == 2 else { throw WireError(.unexpectedItem, at: start) }
        return try take(count, upTo: maximum, from: start)
    }

    package mutating func readID<Of>() throws(WireError) -> RandomID<Of> {
        let start = offset
        let string = try readBytes(upTo: 16)
        guard string.count == 16 else { throw WireError(.unexpectedItem, at: start) }
        let high = UInt128(bigEndianWord(at: string.startIndex))
        let low = UInt128(bigEndianWord(at: string.startIndex + 8))
        return RandomID(bits: high << 64 | low)
    }

    /// Eight bytes as a byte string.
    package mutating func readWord() throws(WireError) -> UInt64 {
        let start = offset
        let string = try readBytes(upTo: 8)
        guard string.count == 8 else { throw WireError(.unexpectedItem, at: start) }
        return bigEndianWord(at: string.startIndex)
    }

    package mutating func readCode() throws(WireError) -> Code {
        let start = offset
        guard let code = Code(try readText(upTo: Code.maximumBytes)) else {
            throw WireError(.notACode, at: start)
        }
        return code
    }

    /// Text of ASCII letters, digits and marks: the protocol has no other.
    package mutating func readText(upTo maximum: Int) throws(WireError) -> String {
        let start = offset
        let (major, count) = try readHead()
        guard major == 3 else { throw WireError(.unexpectedItem, at: start) }
        let string = try take(count, upTo: maximum, from: start)
        guard string.allSatisfy({ 0x20...0x7e ~= $0 }) else {
            throw WireError(.notACode, at: start)
        }
        return String(decoding: string, as: UTF8.self)
    }

    /// Flag, integer, code or null.
    package mutating func readValue() throws(WireError) -> Value {
        let start = offset
        guard offset < bytes.count else { throw WireError(.truncated, at: offset) }
        switch bytes[offset] >> 5 {
        case 0, 1:
            let (major, value) = try readHead()
            guard value <= UInt64(Int64.max) else { throw WireError(.tooLong, at: start) }
            return .number(major == 0 ? Int64(value) : -1 - Int64(value))
        case 3:
            return .code(try readCode())
        default:
            if bytes[offset] == 0xf6 {
                offset += 1
                return .withdrawn
            }
            return .flag(try readBool())
        }
    }

    /// The first byte's major type, to choose between kinds of item.
    package func peekMajor() throws(WireError) -> UInt8 {
        guard offset < bytes.count else { throw WireError(.truncated, at: offset) }
        return bytes[offset] >> 5
    }

    /// Skips `null` when it is next.
    package mutating func skipNull() -> Bool {
        guard offset < bytes.count, bytes[offset] == 0xf6 else { return false }
        offset += 1
        return true
    }

    /// Steps over `known` when the next bytes are the same: how records of one shape are read fast.
    package mutating func skip(_ known: [UInt8]) -> Bool {
        guard remainingBytes >= known.count else { return false }
        let same = bytes.withUnsafeBytes { all in
            known.withUnsafeBytes {
                equalBytes(
                    UnsafeRawBufferPointer(rebasing: all[offset..<offset + known.count]), $0)
            }
        }
        if same { offset += known.count }
        return same
    }

    // MARK: Heads

    private mutating func readByte() throws(WireError) -> UInt8 {
        guard offset < bytes.count else { throw WireError(.truncated, at: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    private mutating func readHead() throws(WireError) -> (major: UInt8, value: UInt64) {
        let start = offset
        let first = try readByte()
        let low = first & 0x1f
        if low < 24 { return (first >> 5, UInt64(low)) }
        guard low <= 27 else { throw WireError(.notCanonical, at: start) }
        let widthBytes = 1 << Int(low - 24)
        guard remainingBytes >= widthBytes else { throw WireError(.truncated, at: start) }
        var value: UInt64 = 0
        for _ in 0..<widthBytes { value = value << 8 | UInt64(try readByte()) }
        let least: UInt64 = low == 24 ? 24 : 1 << UInt64(4 * widthBytes)
        guard value >= least else { throw WireError(.notCanonical, at: start) }
        return (first >> 5, value)
    }

    private mutating func readContainer(
        major: UInt8, upTo maximum: Int, bytesPerItem: UInt64
    ) throws(WireError) -> Int {
        let start = offset
        let (found, count) = try readHead()
        guard found == major else { throw WireError(.unexpectedItem, at: start) }
        guard count <= UInt64(maximum) else { throw WireError(.tooLong, at: start) }
        guard count * bytesPerItem <= UInt64(remainingBytes) else {
            throw WireError(.truncated, at: start)
        }
        return Int(count)
    }

    private mutating func take(
        _ count: UInt64, upTo maximum: Int, from start: Int
    ) throws(WireError) -> ArraySlice<UInt8> {
        guard count <= UInt64(maximum) else { throw WireError(.tooLong, at: start) }
        guard count <= UInt64(remainingBytes) else { throw WireError(.truncated, at: start) }
        defer { offset += Int(count) }
        return bytes[offset..<offset + Int(count)]
    }

    func bigEndianWord(at index: Int) -> UInt64 {
        bytes.withUnsafeBytes {
            UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        }
    }
}

/// Compares eight bytes at a time; both must have the same count.
private func equalBytes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= a.count {
        let (x, y) = (
            a.loadUnaligned(fromByteOffset: index, as: UInt64.self),
            b.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        )
        if x != y { return false }
        index += 8
    }
    return (index..<a.count).allSatisfy { a[$0] == b[$0] }
}
