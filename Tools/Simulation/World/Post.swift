import SyncCore

/// One running copy of an office: its store, and the syncs that are under way there.
struct Post {
    var office: MemoryOffice
    var sessions: [Session] = []
    /// What people were shown a while ago, and decide on now.
    var shown: [Shown] = []

    struct Session {
        let number: Int
        var machine: OfficeExchange
        /// Which of its requests waits for an answer, counted from 1.
        var ask = 0
        /// The request that waits.
        var pending: ExchangeRequest?
        var pendingBytes: [UInt8] = []
    }

    /// What a person at the office, or at the hub, has on the screen.
    struct Shown {
        let id: RecordID
        let type: Code
        let name: FieldName
        let state: FieldState
    }

    init(_ office: MemoryOffice) {
        self.office = office
    }

    /// One of the syncs takes an answer.
    mutating func receive(_ answer: ExchangeAnswer, in place: Int) throws -> OfficeReaction {
        let reaction = try office.receive(answer, by: &sessions[place].machine)
        sessions[place].pending = nil
        return reaction
    }

    /// The machine goes down: what ran there is gone, the store is as it was committed.
    mutating func crash() {
        sessions = []
        shown = []
        office.reopen()
    }
}
