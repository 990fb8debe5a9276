package import SyncCore

/// An office that the hub knows.
package struct Office: Hashable, Sendable {
    package let number: OfficeNumber
    package let name: String
    /// The day on which it was enrolled, such as `2026-09-30`.
    package let enrolled: String
    /// The day of its last exchange. No finer: the hub isn't there to see when people work.
    package let lastExchange: String?
    /// The last number of its channel.
    package let head: UInt64
    /// The day on which it was shut out, until it joins again.
    package let revoked: String?
}

/// How much an office's part of the hub holds.
package struct OfficePart: Hashable, Sendable {
    package let records: Int
    /// Erased records that its feed tells of.
    package let erased: Int

    package init(records: Int, erased: Int) {
        self.records = records
        self.erased = erased
    }
}
