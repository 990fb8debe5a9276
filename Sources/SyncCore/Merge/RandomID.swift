/// A random 128-bit identifier that names one thing and says nothing else about it.
///
/// Identifiers are drawn from the generator that the caller passes in: they are never ordered by
/// time and never derived from a person. `Of` keeps an actor from being taken for a record.
package struct RandomID<Of>: Hashable, Comparable, Sendable {
    /// The 128 random bits.
    package let bits: UInt128

    package init(bits: UInt128) {
        self.bits = bits
    }

    /// Draws a new identifier.
    package init(using generator: inout some RandomNumberGenerator) {
        let high = UInt128(truncatingIfNeeded: generator.next() as UInt64)
        let low = UInt128(truncatingIfNeeded: generator.next() as UInt64)
        bits = high << 64 | low
    }

    package static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }
}

/// What a `RandomID` may name.
package enum Named {
    /// One opening of a store that writes.
    package enum Actor {}
    /// One record, the same at every office and at the hub.
    package enum Record {}
}

/// Who wrote: minted the first time that an open store writes, kept for the life of that opening,
/// never reused. A restored or copied file therefore never speaks with an old voice.
package typealias ActorID = RandomID<Named.Actor>

/// Which record. Knowing the identifier is what lets an office offer the record to the hub.
package typealias RecordID = RandomID<Named.Record>

extension RandomID: CustomStringConvertible, LosslessStringConvertible {
    /// The 16 bytes, most significant first.
    package var bytes: [UInt8] {
        withUnsafeBytes(of: bits.bigEndian) { Array($0) }
    }

    /// Reads 16 bytes, most significant first; `nil` for any other count.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        bits = bytes.withUnsafeBytes { UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)) }
    }

    /// Those that begin with these hexadecimal digits, of either case; `nil` when they are something
    /// else, or more than 32.
    package static func range(startingWith digits: String) -> ClosedRange<Self>? {
        guard digits.utf8.count <= 32 else { return nil }
        func padded(with digit: Character) -> Self? {
            Self(digits.lowercased() + String(repeating: digit, count: 32 - digits.utf8.count))
        }
        guard let least = padded(with: "0"), let greatest = padded(with: "f") else { return nil }
        return least...greatest
    }

    /// 32 lower-case hexadecimal digits.
    package var description: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    /// Reads what `description` wrote; `nil` for anything else.
    package init?(_ description: String) {
        guard description.utf8.count == 32, description.utf8.allSatisfy(\.isLowerHexDigit),
            let bits = UInt128(description, radix: 16)
        else { return nil }
        self.bits = bits
    }
}

extension UInt8 {
    fileprivate var isLowerHexDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
    }
}
