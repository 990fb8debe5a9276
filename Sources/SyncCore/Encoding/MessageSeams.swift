/// Where a message changes in kind: before and after each long byte string.
///
/// Columns differ: identifiers are pure chance, a column of codes hardly says anything. A compressor
/// that codes each by itself comes near what each says.
package enum MessageSeams {
    /// Shorter strings aren't worth tables of their own.
    private static let leastBytes = 192

    /// Offsets in ascending order, none at the beginning or the end. O(items); `bytes` are a message
    /// that this program has made.
    package static func find(in bytes: [UInt8]) -> [Int] {
        var seams: [Int] = []
        var offset = 0
        while offset < bytes.count {
            let (major, argument, headBytes) = head(in: bytes, at: offset)
            offset += headBytes
            guard major == 2 || major == 3 else { continue }
            let length = Int(argument)
            if length >= leastBytes {
                if seams.last != offset { seams.append(offset) }
                if offset + length < bytes.count { seams.append(offset + length) }
            }
            offset += length
        }
        return seams
    }

    private static func head(
        in bytes: [UInt8], at offset: Int
    ) -> (major: UInt8, argument: UInt64, bytes: Int) {
        let first = bytes[offset]
        let low = first & 0x1f
        guard low >= 24 else { return (first >> 5, UInt64(low), 1) }
        let width = 1 << Int(low - 24)
        let argument = bytes[offset + 1..<offset + 1 + width].reduce(0) { $0 << 8 | UInt64($1) }
        return (first >> 5, argument, 1 + width)
    }
}
