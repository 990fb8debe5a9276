/// What the hub says to a request.
package enum ExchangeAnswer: Hashable, Sendable {
    /// What became of each record sent, and a page of what is new.
    case page(Page)
    /// The hub went back to a backup: go on from the newest of your checkpoints that it knows.
    case rewind(Checkpoint)
    /// Nothing was stored: the hub has a newer charter than the request names. Its YAML text in
    /// UTF-8, of the next version after it.
    case charter([UInt8])
    /// Nothing was stored: these fields may not leave under the charter.
    case batchRefused([BatchFinding])
    /// Nothing was stored, for a reason that concerns the whole request.
    case refused(Refusal)

    package struct Page: Hashable, Sendable {
        /// One for each record of the request, in its order.
        package let outcomes: [Outcome]
        /// New for this office: what was erased first, then records of one type and shape together,
        /// each in the order of the channel.
        package let feed: [FeedRow]
        /// Where the next pull begins.
        package let cursor: UInt64
        /// The channel's head; also the number at which the hub held what it says in `outcomes`.
        package let head: Checkpoint
        /// Whether the feed goes on after this page.
        package let more: Bool

        package init(
            outcomes: [Outcome], feed: [FeedRow], cursor: UInt64, head: Checkpoint, more: Bool
        ) {
            self.outcomes = outcomes
            self.feed = Self.inOrder(feed)
            self.cursor = cursor
            self.head = head
            self.more = more
        }

        private static func inOrder(_ feed: [FeedRow]) -> [FeedRow] {
            let kept = feed.filter { $0.state != nil }
            let gone = kept.count == feed.count ? [] : feed.filter { $0.state == nil }
            return gone + RecordColumns.grouped(kept) { $0.state! }
        }
    }

    /// What the hub holds of a record that was sent.
    package enum Outcome: Hashable, Sendable {
        case asExpected
        case erased
        case state(PackedRecord)
        /// Taken, but this answer is full: offer it again to learn what the hub holds.
        case deferred
        case refused(RecordRefusal)
        /// Nothing was taken: no record of this office goes by the reference, or several do. Offer
        /// it whole.
        case unknown
    }

    /// Why one record was refused while the rest of its batch was taken.
    package enum RecordRefusal: String, Hashable, Sendable, CaseIterable {
        /// The hub holds another type under this identifier.
        case typeMismatch = "type-mismatch"
        /// One dot names two values.
        case contradictory
        /// The joined record would be over `RecordLimits`.
        case recordTooLarge = "record-too-large"
    }

    /// One record of the feed at its latest number; `nil` when it was erased.
    package struct FeedRow: Hashable, Sendable {
        package let seq: UInt64
        package let id: RecordID
        package let state: PackedRecord?

        package init(seq: UInt64, id: RecordID, state: PackedRecord?) {
            self.seq = seq
            self.id = id
            self.state = state
        }
    }

    /// One field of one record that the charter doesn't let in. Holds no value.
    package struct BatchFinding: Hashable, Sendable {
        /// The most that an answer carries.
        package static let limit = 100

        /// Which offer, in the order of the outcomes.
        package let offer: Int
        /// The register's name; empty when it is about the whole record.
        package let field: String
        /// The rule that it breaks.
        package let rule: Code

        package init(offer: Int, field: String, rule: Code) {
            self.offer = offer
            self.field = field
            self.rule = rule
        }
    }

    /// Why a whole request was refused.
    package enum Refusal: String, Hashable, Sendable, CaseIterable {
        /// The bytes are not a message of this protocol.
        case malformed
        /// A protocol version that the hub doesn't speak.
        case unknownVersion = "unknown-version"
        /// Larger than the hub reads.
        case tooLarge = "too-large"
        /// Neither CBOR nor CBOR compressed with zstd.
        case wrongContentType = "wrong-content-type"
        /// The office works under a charter that the hub doesn't have.
        case charterUnknown = "charter-unknown"
        /// The hub doesn't know who is asking.
        case notAllowed = "not-allowed"
        /// Too much at once; ask again later.
        case busy
        /// The hub's own fault; its log says more.
        case hubFault = "hub-fault"
    }
}
