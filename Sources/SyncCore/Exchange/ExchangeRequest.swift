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
    /// Records of which everything is sent. Those of one type and shape stand together.
    package let wholes: [Whole]
    /// What was changed of records that the hub is known to hold. Those whose fields are of one type
    /// and shape stand together.
    package let parts: [Part]
    /// How many bits the references of parts have.
    package let referenceBitCount: Int
    /// Whether each version of a part supersedes, beside what it says, all that the hub holds of
    /// its register. Then the hub takes a part only if its check holds.
    package let leavesPastsOut: Bool
    /// For each `ExchangeLimits.partsPerCheck` parts, one digest over what their records should be.
    package let checks: [StateDigest]
    /// Records erased here that no answer has confirmed.
    package let erasures: [RecordID]

    /// A record under its identifier. What the hub should then have is this, and nothing else.
    package struct Whole: Hashable, Sendable {
        package let id: RecordID
        package let state: PackedRecord

        package init(id: RecordID, state: PackedRecord) {
            self.id = id
            self.state = state
        }
    }

    /// The dirty fields of one record.
    package struct Part: Hashable, Sendable {
        package let reference: RecordReference
        package let fields: PackedRecord

        package init(reference: RecordReference, fields: PackedRecord) {
            self.reference = reference
            self.fields = fields
        }
    }

    /// Puts wholes and parts in the order in which they travel; `checks` are of the parts in that order.
    package init(
        charterDigest: [UInt8], head: Checkpoint, cursor: UInt64, checkpoints: [Checkpoint],
        wholes: [Whole] = [], parts: [Part] = [],
        referenceBitCount: Int = RecordReference.leastOwnBitCount, leavesPastsOut: Bool = false,
        checks: [StateDigest] = [], erasures: [RecordID] = []
    ) {
        self.charterDigest = charterDigest
        self.head = head
        self.cursor = cursor
        self.checkpoints = checkpoints
        self.wholes = RecordColumns.grouped(wholes, by: \.state)
        self.parts = RecordColumns.grouped(parts, by: \.fields)
        self.referenceBitCount = referenceBitCount
        self.leavesPastsOut = leavesPastsOut
        self.checks = checks
        self.erasures = erasures
    }

    /// How many records are offered, wholes first: an outcome is of the offer in its place.
    package var offerCount: Int { wholes.count + parts.count }

    /// What is offered in this place.
    package func fields(ofOffer place: Int) -> PackedRecord {
        place < wholes.count ? wholes[place].state : parts[place - wholes.count].fields
    }
}

extension StateDigest {
    /// One digest over those of several records: the first eight bytes of the SHA-256 of all of theirs.
    package init(over digests: some Sequence<StateDigest>, by sha256: SHA256Function) {
        self.init(
            ofBytes: digests.flatMap { withUnsafeBytes(of: $0.bits.bigEndian) { Array($0) } },
            by: sha256)
    }
}
