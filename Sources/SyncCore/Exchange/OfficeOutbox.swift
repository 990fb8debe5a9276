/// What the office's store says before a request.
package struct OfficeOutbox: Hashable, Sendable {
    /// The dirty fields of one record, and the digest that the whole record should then have.
    package struct Offer: Hashable, Sendable {
        package let id: RecordID
        package let expected: StateDigest
        package let fields: PackedRecord
        /// Whether `fields` are all of the record. It must be so for a record that the hub is not
        /// known to hold, and should for one whose reference another record of the office has too.
        package let isWhole: Bool

        package init(id: RecordID, expected: StateDigest, fields: PackedRecord, isWhole: Bool) {
            self.id = id
            self.expected = expected
            self.fields = fields
            self.isWhole = isWhole
        }
    }

    package let position: OfficePosition
    /// Dirty and not quarantined, at most `ExchangeLimits.offers`.
    package let offers: [Offer]
    /// Not confirmed, at most `ExchangeLimits.erasures`.
    package let erasures: [RecordID]
    /// Whether there may be more to offer than one request takes.
    package let isFull: Bool
    /// How many bits references need here.
    package let referenceBitCount: Int

    package init(
        position: OfficePosition, offers: [Offer], erasures: [RecordID], isFull: Bool = false,
        referenceBitCount: Int = RecordReference.leastOwnBitCount
    ) {
        self.position = position
        self.offers = offers
        self.erasures = erasures
        self.isFull = isFull
        self.referenceBitCount = referenceBitCount
    }

    package var isEmpty: Bool { offers.isEmpty && erasures.isEmpty }
}

/// Where an office stands in its channel.
package struct OfficePosition: Hashable, Sendable {
    package var head: Checkpoint
    package var cursor: UInt64
    package var history: CheckpointHistory

    /// An office that never synced.
    package init() {
        self.init(head: .zero, cursor: 0, history: CheckpointHistory())
    }

    package init(head: Checkpoint, cursor: UInt64, history: CheckpointHistory) {
        self.head = head
        self.cursor = cursor
        self.history = history
    }

    package mutating func advance(head: Checkpoint, cursor: UInt64, complete: Bool) {
        self.head = head
        self.cursor = cursor
        if complete { history.add(head) }
    }

    /// The next pull begins at the beginning: the office may see more than it could before. A hub
    /// that went back then finds no later point in common than the beginning.
    package mutating func pullAgain() {
        cursor = 0
        history = CheckpointHistory()
    }

    package mutating func goBack(to checkpoint: Checkpoint) {
        head = checkpoint
        cursor = checkpoint.seq
        history.dropAfter(checkpoint.seq)
    }
}
