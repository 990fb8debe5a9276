/// Douglas Crockford's base 32: ten digits and 22 letters, none of which is easily taken for another.
enum CrockfordBase32 {
    private static let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Eight symbols for each five bytes, of which there must be a multiple.
    static func encode(_ bytes: [UInt8]) -> String {
        precondition(bytes.count.isMultiple(of: 5), "whole groups of 40 bits only")
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 5) {
            let bits = bytes[start..<start + 5].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            text += (0..<8).map { symbols[Int(bits >> UInt64(35 - 5 * $0)) & 31] }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads symbols in either case, `O` as 0, `I` and `L` as 1. `nil` for any other character, or
    /// when they aren't whole groups of eight.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (bits, count) = (UInt64(0), 0)
        for byte in text {
            guard let value = value(of: byte) else { return nil }
            (bits, count) = (bits << 5 | UInt64(value), count + 1)
            if count == 8 {
                bytes += (0..<5).map { UInt8(truncatingIfNeeded: bits >> UInt64(32 - 8 * $0)) }
                (bits, count) = (0, 0)
            }
        }
        return count == 0 ? bytes : nil
    }

    private static func value(of byte: UInt8) -> Int? {
        let upper = (0x61...0x7a).contains(byte) ? byte - 0x20 : byte
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return symbols.firstIndex(of: upper)
        }
    }
}
