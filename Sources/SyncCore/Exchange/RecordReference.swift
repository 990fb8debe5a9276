/// The first 40 bits of a record's identifier: enough to find it among the records of one office.
///
/// What an office changed of a record that the hub is known to hold goes under this name, for the
/// identifier would be most of such a message. The hub looks only among the records of the office
/// that asks; where none or several go by the reference it says so, and the office offers the record
/// whole, under its identifier.
package struct RecordReference: Hashable, Comparable, Sendable {
    package static let bitCount = 40

    package let bits: UInt64

    package init(bits: UInt64) {
        self.bits = bits
    }

    package init(to id: RecordID) {
        bits = UInt64(truncatingIfNeeded: id.bits >> UInt128(128 - Self.bitCount))
    }

    /// The identifiers that begin so.
    package var identifiers: ClosedRange<RecordID> {
        let rest = UInt128(128 - Self.bitCount)
        let first = UInt128(bits) << rest
        return RecordID(bits: first)...RecordID(bits: first | (1 << rest - 1))
    }

    package static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }
}
