package import SyncCore

extension MemoryOffice {
    /// Writes as somebody who was shown `shown` of the register, and returns the dot; `nil` when
    /// the record was erased or is of another type.
    ///
    /// The caller keeps to the office's charter, as clearance does in a real one.
    package mutating func write(
        _ value: Value, on id: RecordID, _ name: FieldName, type: Code? = nil,
        shown: FieldState? = nil,
        using generator: inout SeededGenerator
    ) -> Dot? {
        guard erased[id] == nil else { return nil }
        let row = rows[id]
        let kind = type ?? row?.state.type ?? Code(literal: "contract")
        var state = row?.state.unpacked() ?? RecordState(type: kind)
        guard state.type == kind else { return nil }
        let dot = pen.nextDot(after: state[name], using: &generator)
        let seen = missing.contains(.decidingBlind) ? nil : shown
        state.write(value, to: name, dot: dot, shown: seen ?? state[name])
        // Edited, it may be offered again.
        put(
            Row(
                PackedRecord(state), stamp: row?.stamp,
                dirty: row.map { $0.dirty.adding(name) } ?? .all),
            at: id)
        return dot
    }

    package mutating func erase(_ id: RecordID) {
        rows[id] = nil
        if erased[id] == nil { erased.updateValue(nil, forKey: id) }
    }

    /// What a request takes out of the outbox, in an office that doesn't wait for the answer.
    mutating func clearHastily(_ outbox: OfficeOutbox) {
        guard missing.contains(.hastyOutbox) else { return }
        for offer in outbox.offers { rows[offer.id]?.dirty = .none }
    }
}
