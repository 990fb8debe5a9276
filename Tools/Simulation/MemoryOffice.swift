package import SyncCore

/// An office whose store is memory: it does what `OfficeExchange` directs, and nothing of its own.
///
/// A value, so that a backup, or a second live copy of the office's file, is a copy.
package struct MemoryOffice {
    package struct Row {
        package var state: PackedRecord
        var digest: StateDigest
        var stamp: UInt64?
        package var dirty: Set<FieldName>
    }

    package let number: OfficeNumber
    package private(set) var rows: [RecordID: Row] = [:]
    /// With the number at which the hub confirmed it.
    package private(set) var erased: [RecordID: UInt64?] = [:]
    private var position = OfficePosition()
    private var actor: ActorID?
    private var lastDot: UInt64 = 0

    package init(number: OfficeNumber) {
        self.number = number
    }

    /// The next write is under a new actor: the store was opened anew.
    package mutating func reopen() {
        actor = nil
    }

    /// Writes as somebody who sees the row as it is now; `nil` when the record was erased.
    package mutating func write(
        _ value: Value, on id: RecordID, _ field: FieldName,
        using generator: inout SeededGenerator
    ) -> Dot? {
        guard erased[id] == nil else { return nil }
        if actor == nil { (actor, lastDot) = (ActorID(using: &generator), 0) }
        lastDot += 1
        let dot = Dot(actor: actor!, n: lastDot)
        var state = rows[id]?.state.unpacked() ?? RecordState(type: Code(literal: "contract"))
        state.write(value, to: field, dot: dot, shown: state[field])
        let packed = PackedRecord(state)
        rows[id] = Row(
            state: packed, digest: StateDigest(of: packed, by: simulatedHash),
            stamp: rows[id]?.stamp, dirty: (rows[id]?.dirty ?? []).union([field]))
        return dot
    }

    package mutating func erase(_ id: RecordID) {
        rows[id] = nil
        if erased[id] == nil { erased.updateValue(nil, forKey: id) }
    }

    /// What a request starts from; at most `limit` offers, to exercise outboxes sent in parts.
    package func outbox(limit: Int) -> OfficeOutbox {
        let offers = rows.filter { !$0.value.dirty.isEmpty }.sorted { $0.key < $1.key }
            .prefix(limit)
            .map { id, row in
                let fields = PackedRecord(row.state.unpacked().restricted(to: row.dirty))
                return OfficeOutbox.Offer(
                    id: id, expected: row.digest, fields: fields,
                    isWhole: row.dirty.isSuperset(of: row.state.shape.names))
            }
        let erasures = erased.filter { $0.value == nil }.keys.sorted()
        return OfficeOutbox(position: position, offers: offers, erasures: erasures)
    }

    package var isOutboxEmpty: Bool { outbox(limit: 1).isEmpty }

    /// What the machine asked to see.
    package func find(_ ids: [RecordID]) -> [RecordID: OfficeRow] {
        var found: [RecordID: OfficeRow] = [:]
        for id in ids {
            found[id] = erased[id] != nil ? .erased : rows[id].map { .held($0.state) }
        }
        return found
    }

    package mutating func carryOut(_ directives: [OfficeDirective]) {
        for directive in directives { carryOut(directive) }
    }

    private mutating func carryOut(_ directive: OfficeDirective) {
        switch directive {
        case .settle(let id, let digest, let stamp):
            guard rows[id]?.digest == digest else { return }
            rows[id]!.stamp = stamp
            rows[id]!.dirty = []
        case .offerWhole(let id):
            guard let state = rows[id]?.state else { return }
            rows[id]!.dirty = Set(state.shape.names)
        case .store(let id, let state, let digest, let stamp, let dirty):
            rows[id] = Row(state: state, digest: digest, stamp: stamp, dirty: dirty)
        case .forget(let id, let stamp):
            rows[id] = nil
            erased[id] = stamp
        case .adopt:
            break  // A world has one charter.
        case .quarantine:
            break  // The row stays dirty: the judges call it stuck.
        case .advance(let head, let cursor, let complete):
            position.advance(head: head, cursor: cursor, complete: complete)
        case .goBack(let checkpoint):
            position.goBack(to: checkpoint)
            for (id, row) in rows
            where row.stamp.map({ $0 > checkpoint.seq }) ?? !row.dirty.isEmpty {
                rows[id]!.stamp = nil
                rows[id]!.dirty = Set(row.state.shape.names)
            }
            for (id, stamp) in erased where stamp.map({ $0 > checkpoint.seq }) ?? false {
                erased.updateValue(nil, forKey: id)
            }
        }
    }
}
