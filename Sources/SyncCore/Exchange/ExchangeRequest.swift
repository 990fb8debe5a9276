/// What an office sends: where it stands, what it wrote since, what it erased.
package struct ExchangeRequest: Hashable, Sendable {
    /// The protocol version that this program speaks.
    package static let version: UInt64 = 1

    /// SHA-256 over the fields that the charter lets leave.
    package let charterDigest: [UInt8]
    /// The last head of the hub that the office saw.
    package let head: Checkpoint
    /// How far the current pull got; equals `head.seq` when it was complete.
    package let cursor: UInt64
    package let checkpoints: [Checkpoint]
    package let records: [Offer]
    /// Records erased here that no answer has confirmed.
    package let erasures: [RecordID]

    /// The dirty fields of one record, and the digest that the whole record should then have.
    package struct Offer: Hashable, Sendable {
        package let id: RecordID
        package let expected: StateDigest
        package let fields: PackedRecord

        package init(id: RecordID, expected: StateDigest, fields: PackedRecord) {
            self.id = id
            self.expected = expected
            self.fields = fields
        }
    }

    package init(
        charterDigest: [UInt8], head: Checkpoint, cursor: UInt64, checkpoints: [Checkpoint],
        records: [Offer], erasures: [RecordID]
    ) {
        self.charterDigest = charterDigest
        self.head = head
        self.cursor = cursor
        self.checkpoints = checkpoints
        self.records = records
        self.erasures = erasures
    }
}
