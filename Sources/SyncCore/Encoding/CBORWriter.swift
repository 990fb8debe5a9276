/// Writes deterministic CBOR: RFC 8949 §4.2.1, definite lengths, shortest heads.
///
/// Only what the protocol uses: unsigned and negative integers, byte and text strings, arrays, maps,
/// `false`, `true` and `null`. Callers write map keys in ascending order; `CBORReader` refuses others.
package struct CBORWriter {
    package private(set) var bytes: [UInt8]

    package init(reserving capacityBytes: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacityBytes)
    }

    @inline(__always)
    package mutating func write(unsigned value: UInt64) {
        head(major: 0, value)
    }

    package mutating func write(_ value: Int64) {
        if value >= 0 {
            head(major: 0, UInt64(value))
        } else {
            head(major: 1, UInt64(-1 - value))
        }
    }

    package mutating func write(_ flag: Bool) {
        bytes.append(flag ? 0xf5 : 0xf4)
    }

    package mutating func writeNull() {
        bytes.append(0xf6)
    }

    package mutating func write(bytes string: some Collection<UInt8>) {
        head(major: 2, UInt64(string.count))
        bytes.append(contentsOf: string)
    }

    package mutating func write(text: String) {
        var text = text
        text.withUTF8 { utf8 in
            head(major: 3, UInt64(utf8.count))
            bytes.append(contentsOf: utf8)
        }
    }

    /// Begins an array; the caller writes `count` items after it.
    package mutating func beginArray(_ count: Int) {
        head(major: 4, UInt64(count))
    }

    /// Begins a map; the caller writes `count` keys, each with its value, after it.
    package mutating func beginMap(_ count: Int) {
        head(major: 5, UInt64(count))
    }

    /// Copies items that are deterministic CBOR already.
    package mutating func write(encoded items: [UInt8]) {
        bytes.append(contentsOf: items)
    }

    package mutating func write<Of>(_ id: RandomID<Of>) {
        head(major: 2, 16)
        bigEndian(UInt64(truncatingIfNeeded: id.bits >> 64))
        bigEndian(UInt64(truncatingIfNeeded: id.bits))
    }

    /// Eight bytes as a byte string: tags and digests, whose size says nothing.
    package mutating func write(word: UInt64) {
        head(major: 2, 8)
        bigEndian(word)
    }

    @inline(__always)
    private mutating func head(major: UInt8, _ value: UInt64) {
        let major = major << 5
        if value < 24 {
            bytes.append(major | UInt8(truncatingIfNeeded: value))
        } else {
            longHead(major, value)
        }
    }

    private mutating func longHead(_ major: UInt8, _ value: UInt64) {
        let widthBytes: Int
        switch value {
        case ...0xff: (widthBytes, _) = (1, bytes.append(major | 24))
        case ...0xffff: (widthBytes, _) = (2, bytes.append(major | 25))
        case ...0xffff_ffff: (widthBytes, _) = (4, bytes.append(major | 26))
        default: (widthBytes, _) = (8, bytes.append(major | 27))
        }
        for shift in stride(from: (widthBytes - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }

    private mutating func bigEndian(_ word: UInt64) {
        withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
