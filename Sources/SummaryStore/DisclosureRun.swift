internal import SyncCore

/// What left of several records at once, as one row of the journal: for each, how far its key lies
/// above the first one's, the number of bytes, and the fields' packed bytes; both numbers in four
/// bytes, the most significant first. A record that was erased since has no bytes.
struct DisclosureRun {
    /// A row is read and written whole when one of its records is erased.
    static let limitRecords = 32
    static let limitBytes = 8 * 1024

    let firstKey: Int64
    private(set) var lastKey: Int64
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    init(firstKey: Int64) {
        self.firstKey = firstKey
        lastKey = firstKey
        bytes.reserveCapacity(Self.limitBytes + 1024)
    }

    /// Whether a record with this key can still be added.
    func takes(_ key: Int64) -> Bool {
        count < Self.limitRecords && bytes.count < Self.limitBytes
            && key - firstKey <= Int64(UInt32.max)
    }

    /// Adds what left of the next record; keys must ascend.
    mutating func add(_ fields: some Collection<UInt8>, of key: Int64) {
        for number in [UInt32(key - firstKey), UInt32(fields.count)] {
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        }
        bytes.append(contentsOf: fields)
        lastKey = key
        count += 1
    }

    /// Reads a row's records in turn. Ends early, and says so, at bytes that `add` doesn't make.
    struct Entries: Sequence, IteratorProtocol {
        private let bytes: [UInt8]
        private let firstKey: Int64
        private var offset = 0
        private(set) var isDamaged = false

        init(of bytes: [UInt8], firstKey: Int64) {
            self.bytes = bytes
            self.firstKey = firstKey
        }

        mutating func next() -> (key: Int64, fields: ArraySlice<UInt8>)? {
            guard offset < bytes.count else { return nil }
            guard let above = number(), let count = number(), count <= bytes.count - offset else {
                (isDamaged, offset) = (true, bytes.count)
                return nil
            }
            defer { offset += count }
            return (firstKey + Int64(above), bytes[offset..<offset + count])
        }

        private mutating func number() -> Int? {
            guard offset + 4 <= bytes.count else { return nil }
            defer { offset += 4 }
            return bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        }
    }
}
