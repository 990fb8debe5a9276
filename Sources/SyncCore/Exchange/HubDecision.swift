/// What a hub's decision needs to know.
package struct HubReads: Hashable, Sendable {
    package let ids: [RecordID]
    /// To be found among the records of the asking office, erased ones included.
    package let references: [RecordReference]
    package let checkpoints: [Checkpoint]

    package init(
        ids: [RecordID], references: [RecordReference] = [], checkpoints: [Checkpoint] = []
    ) {
        self.ids = ids
        self.references = references
        self.checkpoints = checkpoints
    }
}

/// One record as the hub holds it; `state` is `nil` when only its audience is known.
package struct HubRow: Hashable, Sendable {
    package let state: PackedRecord?
    package let audience: Set<OfficeNumber>

    package init(state: PackedRecord?, audience: Set<OfficeNumber>) {
        self.state = state
        self.audience = audience
    }
}

/// What the store found for `HubReads`.
package struct HubFound: Sendable {
    package var rows: [RecordID: HubRow]
    /// The records that the references name. One that names none of the office's, or several, isn't
    /// in here.
    package var references: [RecordReference: RecordID]
    package var erased: Set<RecordID>
    /// Those of the checkpoints that this hub's history of the office's channel has.
    package var known: Set<Checkpoint>

    package init(
        rows: [RecordID: HubRow], references: [RecordReference: RecordID] = [:],
        erased: Set<RecordID>, known: Set<Checkpoint>
    ) {
        self.rows = rows
        self.references = references
        self.erased = erased
        self.known = known
    }
}

/// What may be held of a record under some charter; `nil` when nothing may.
///
/// It commutes with the join: projecting what was joined is joining what was projected.
package typealias Projection = (PackedRecord) -> PackedRecord?

/// What the hub's store must write, in one transaction.
package struct HubDecision: Sendable {
    package typealias Outcome = ExchangeAnswer.Outcome

    /// New states.
    package internal(set) var writes: [(id: RecordID, state: PackedRecord)] = []
    /// To be dropped, and remembered as erased.
    package internal(set) var erase: [RecordID] = []
    /// Whose feed must list what anew, each office's under numbers of its own. Being listed is what
    /// makes an office part of a record's audience.
    package internal(set) var notify: [OfficeNumber: [RecordID]] = [:]
    /// For each record of the request.
    package private(set) var outcomes: [Outcome] = []
    /// Set when the hub doesn't know the office's head.
    package internal(set) var rewind: Checkpoint?
    /// What the office spoke of.
    var sent: Set<RecordID> = []
    /// Of that, what the outcomes have no room for: the feed says it instead.
    private(set) var deferred: Set<RecordID> = []
    private let limitBytes: Int
    private var stateBytes = 0
    private var noted: Set<Note> = []

    private struct Note: Hashable {
        let office: OfficeNumber
        let id: RecordID
    }

    /// - Parameter limitBytes: after how many bytes of states the answer puts the rest off.
    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// Puts an outcome into the answer, or puts it off when the states before it fill the answer.
    ///
    /// - Parameter id: the record; `nil` when it is unknown which one is meant.
    mutating func tell(_ outcome: Outcome, of id: RecordID?) {
        guard case .state(let state) = outcome, let id else { return outcomes.append(outcome) }
        if stateBytes < limitBytes {
            outcomes.append(outcome)
        } else {
            outcomes.append(.deferred)
            deferred.insert(id)
        }
        stateBytes += state.byteCount
    }

    mutating func note(_ id: RecordID, for offices: Set<OfficeNumber>) {
        for office in offices where noted.insert(Note(office: office, id: id)).inserted {
            notify[office, default: []].append(id)
        }
    }
}
