/// What a hub's decision needs to know.
package struct HubReads: Hashable, Sendable {
    /// With what the hub holds of them.
    package let ids: [RecordID]
    /// With nothing but their audience.
    package let erasures: [RecordID]
    /// To be found among the records of the asking office, erased ones included.
    package let references: [RecordReference]
    package let checkpoints: [Checkpoint]
    /// After how many bytes of states no more are read. A bound on memory: one small request may
    /// name many large records.
    package let limitBytes: Int

    package init(
        ids: [RecordID], erasures: [RecordID] = [], references: [RecordReference] = [],
        checkpoints: [Checkpoint] = [], limitBytes: Int = ExchangeLimits.heldBytes
    ) {
        self.ids = ids
        self.erasures = erasures
        self.references = references
        self.checkpoints = checkpoints
        self.limitBytes = limitBytes
    }
}

/// One record as the hub holds it; `state` is `nil` when only its audience is known: it is erased, to
/// be erased, or wasn't read.
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
    /// The records whose states were more than the reads had room for.
    package private(set) var unread: Set<RecordID> = []
    /// Those of the checkpoints that this hub's history of the office's channel has.
    package var known: Set<Checkpoint>
    private let limitBytes: Int
    private var readBytes = 0

    package init(
        rows: [RecordID: HubRow] = [:], references: [RecordReference: RecordID] = [:],
        erased: Set<RecordID> = [], known: Set<Checkpoint>,
        limitBytes: Int = ExchangeLimits.heldBytes
    ) {
        self.rows = rows
        self.references = references
        self.erased = erased
        self.known = known
        self.limitBytes = limitBytes
    }

    /// Takes in a record that is held, once. `state` is asked for only while there is room.
    package mutating func take(
        _ id: RecordID, audience: Set<OfficeNumber>, state: () throws -> PackedRecord
    ) rethrows {
        guard rows[id] == nil else { return }
        if readBytes < limitBytes {
            let state = try state()
            readBytes += state.byteCount
            rows[id] = HubRow(state: state, audience: audience)
        } else {
            unread.insert(id)
            rows[id] = HubRow(state: nil, audience: audience)
        }
    }

    /// Takes in a record of which nothing but the audience is needed.
    package mutating func take(_ id: RecordID, audience: Set<OfficeNumber>, isErased: Bool) {
        if isErased { erased.insert(id) }
        if rows[id] == nil { rows[id] = HubRow(state: nil, audience: audience) }
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
    /// Of that, what the outcomes don't tell, for want of room: the feed does, of what it lists.
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
        var told = outcome
        if case .state(let state) = outcome {
            if stateBytes >= limitBytes { told = .deferred }
            stateBytes += state.byteCount
        }
        if told == .deferred, let id { deferred.insert(id) }
        outcomes.append(told)
    }

    mutating func note(_ id: RecordID, for offices: Set<OfficeNumber>) {
        for office in offices where noted.insert(Note(office: office, id: id)).inserted {
            notify[office, default: []].append(id)
        }
    }
}
