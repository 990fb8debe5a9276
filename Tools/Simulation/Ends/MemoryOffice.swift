import Charter
package import SyncCore

/// An office whose store is memory: it does what `OfficeExchange` directs, and nothing of its own,
/// unless a safeguard is missing.
///
/// A value, so that a backup, or a second live copy of the office's file, is a copy. What it does
/// follows `SummaryStore`.
package struct MemoryOffice {
    package struct Row {
        package var state: PackedRecord
        var digest: StateDigest
        var stamp: UInt64?
        var dirty: DirtyMarks

        /// Whether the hub is not known to hold all of it.
        package var isDirty: Bool { dirty != .none }
        /// Why the row stays out of requests, by register; the whole record's is empty.
        var quarantine: [String: Code] = [:]

        /// Whether a charter took it away whole, so that the hub doesn't know it any more.
        var isTakenAway: Bool { stamp == 0 && dirty == .none }

        init(_ state: PackedRecord, stamp: UInt64?, dirty: DirtyMarks) {
            self.state = state
            digest = StateDigest(of: state, by: simulatedHash)
            self.stamp = stamp
            self.dirty = dirty
        }
    }

    package let number: OfficeNumber
    let line: CharterLine
    package internal(set) var rows: [RecordID: Row] = [:]
    /// With the number at which the hub confirmed it.
    package internal(set) var erased: [RecordID: UInt64?] = [:]
    var position = OfficePosition()
    /// Which version of the charter was accepted, and which is the newest seen.
    var accepted = 0
    var newest = 0
    /// What a narrower charter took out of the rows.
    var keptHome: Set<Dot> = []
    /// Rows written since somebody looked.
    var touched: Set<RecordID> = []
    /// Of the open store: it doesn't outlive a restart.
    var pen = Pen()
    let missing: Set<Safeguard>

    package init(
        number: OfficeNumber, under line: CharterLine = .plain,
        without missing: Set<Safeguard> = []
    ) {
        self.number = number
        self.line = line
        self.missing = missing
    }

    package var law: Law { line.law(accepted: accepted, newest: newest) }

    /// The store was opened anew.
    package mutating func reopen() {
        if !missing.contains(.reusedActor) { pen = Pen() }
    }

    mutating func put(_ row: Row, at id: RecordID) {
        rows[id] = row
        touched.insert(id)
    }

    // MARK: Exchanging

    /// What a request starts from; at most `limit` offers, to exercise outboxes sent in parts.
    package func outbox(limit: Int) -> OfficeOutbox {
        let bitCount = RecordReference.bitCount(among: UInt64(rows.count))
        let named = Dictionary(
            grouping: Array(rows.keys) + erased.keys,
            by: { RecordReference(to: $0, bitCount: bitCount) })
        let offers = rows.filter { $0.value.dirty != .none && $0.value.quarantine.isEmpty }
            .sorted { $0.key < $1.key }
            .prefix(limit)
            .map { id, row in
                let reference = RecordReference(to: id, bitCount: bitCount)
                let isWhole = row.dirty == .all || named[reference]!.count > 1
                return OfficeOutbox.Offer(
                    id: id, expected: row.digest,
                    fields: isWhole ? row.state : row.dirty.part(of: row.state),
                    isWhole: isWhole)
            }
        let erasures = erased.filter { $0.value == nil }.keys.sorted().prefix(limit)
        return OfficeOutbox(
            position: position, offers: offers, erasures: Array(erasures),
            referenceBitCount: bitCount)
    }

    package var isOutboxEmpty: Bool {
        !erased.contains { $0.value == nil }
            && !rows.contains { $0.value.dirty != .none && $0.value.quarantine.isEmpty }
    }

    /// Applies an answer in one step: all of it, or nothing.
    package mutating func receive(
        _ answer: ExchangeAnswer, by exchange: inout OfficeExchange
    ) throws -> OfficeReaction {
        var next = exchange
        let reaction = try next.receive(
            answer, rows: find(next.reads(for: answer)),
            at: missing.contains(.staleAnswer) ? nil : standing)
        if !reaction.directives.isEmpty { try check(answer) }
        carryOut(reaction.directives)
        exchange = next
        if case .charter = answer { exchange.work(under: law.digest) }
        return reaction
    }

    /// What a request would be made from now.
    var standing: OfficeStanding {
        OfficeStanding(charterDigest: law.digest, position: position)
    }

    /// What the machine asked to see.
    package func find(_ ids: [RecordID]) -> [RecordID: OfficeRow] {
        var found: [RecordID: OfficeRow] = [:]
        for id in ids {
            if let row = rows[id] {
                if !missing.contains(.overwritingOffice) { found[id] = .held(row.state) }
            } else if erased[id] != nil {
                found[id] = .erased
            }
        }
        return found
    }

    /// Whatever state an answer brings must be allowed by the office's charter, and a charter must be
    /// a later one.
    private func check(_ answer: ExchangeAnswer) throws {
        if case .charter(let text) = answer {
            guard line.version(of: text).map({ $0 > newest }) == true else {
                throw OfficeFault.charterUnfit
            }
        }
        guard case .page(let page) = answer else { return }
        var checker = law.schema.checker()
        let said = page.outcomes.compactMap { outcome in
            if case .state(let state) = outcome { state } else { nil }
        }
        guard (said + page.feed.compactMap(\.state)).allSatisfy({ checker.check($0).isEmpty })
        else { throw OfficeFault.outsideCharter }
    }
}

/// Why the office's store refuses an answer.
enum OfficeFault: Error {
    /// It brings what the office's charter doesn't let it hold.
    case outsideCharter
    /// It brings a charter that isn't a later one of the office's.
    case charterUnfit
}
