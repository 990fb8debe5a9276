/// What an office has under an identifier.
package enum OfficeRow: Hashable, Sendable {
    case held(PackedRecord)
    case erased
}

/// One thing that the office's store must do.
package enum OfficeDirective: Hashable, Sendable {
    /// The hub holds this very state: clear the dirty marks if the row still has this digest.
    case settle(RecordID, StateDigest, stamp: UInt64)
    /// The hub has no record of this office under the reference: offer all of the row, if it is there.
    case offerWhole(RecordID)
    /// Replace the row; `stamp` is `nil` while some field is dirty.
    case store(RecordID, PackedRecord, stamp: UInt64?, dirty: Set<FieldName>)
    /// Drop the row, and remember the identifier as erased at this number.
    case forget(RecordID, stamp: UInt64)
    /// Keep the row out of requests until it is edited; `field` is empty for the whole record.
    case quarantine(RecordID, field: String, rule: Code)
    /// Apply `OfficePosition.advance`.
    case advance(head: Checkpoint, cursor: UInt64, complete: Bool)
    /// Check this charter, and take up what it narrows.
    case adopt(charter: [UInt8])
    /// Apply `OfficePosition.goBack`, and offer again, whole, every row and erasure stamped after it,
    /// and every row that is dirty without a stamp: a hub that went back needn't hold it.
    case goBack(to: Checkpoint)
}

/// What an answer leads to.
package struct OfficeReaction: Hashable, Sendable {
    package enum Next: Hashable, Sendable {
        /// The hub has more, or wants the request again.
        case again
        /// The pull is complete; go on only when the outbox isn't empty.
        case complete
    }

    /// To be carried out in one transaction, in this order.
    package let directives: [OfficeDirective]
    package let next: Next
}
