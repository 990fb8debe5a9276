/// The first bits of a record's identifier: as many as it takes to find it among the records of one
/// office.
///
/// What an office changed of a record that the hub is known to hold goes under this name, for the
/// identifier would be most of such a message. The hub looks only among the records of the office
/// that asks; where none or several go by the reference it says so, and the office offers the record
/// whole, under its identifier.
package struct RecordReference: Hashable, Comparable, Sendable {
    /// How many bits the references of a request may have, all of them alike.
    package static let bitCounts = 16...40
    /// What an office takes at the least: a hub that looks one up comes by the records of other
    /// offices too.
    package static let leastOwnBitCount = 24

    package let bits: UInt64
    package let bitCount: Int

    package init(bits: UInt64, bitCount: Int) {
        self.bits = bits
        self.bitCount = bitCount
    }

    package init(to id: RecordID, bitCount: Int) {
        self.init(
            bits: UInt64(truncatingIfNeeded: id.bits >> UInt128(128 - bitCount)),
            bitCount: bitCount)
    }

    /// How many bits tell a record from `count` others, all but one time in 256 or more.
    package static func bitCount(among count: UInt64) -> Int {
        let bits = UInt64.bitWidth - count.leadingZeroBitCount + 8
        return min(max(bits, leastOwnBitCount), bitCounts.upperBound)
    }

    /// The identifiers that begin so.
    package var identifiers: ClosedRange<RecordID> {
        let rest = UInt128(128 - bitCount)
        let first = UInt128(bits) << rest
        return RecordID(bits: first)...RecordID(bits: first | (1 << rest - 1))
    }

    package static func < (a: Self, b: Self) -> Bool { a.bits < b.bits }
}
