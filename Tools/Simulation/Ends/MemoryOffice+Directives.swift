import Charter
package import SyncCore

extension MemoryOffice {
    package mutating func carryOut(_ directives: [OfficeDirective]) {
        for directive in directives { carryOut(directive) }
    }

    private mutating func carryOut(_ directive: OfficeDirective) {
        switch directive {
        case .settle(let id, let digest, let stamp):
            guard let row = rows[id] else { return }
            guard row.digest == digest || missing.contains(.blindSettling) else { return }
            rows[id]!.stamp = missing.contains(.earlyStamp) ? position.head.seq : stamp
            rows[id]!.dirty = .none
        case .offerWhole(let id):
            rows[id]?.dirty = .all
        case .store(let id, let state, let stamp, let dirty):
            var row = Row(state, stamp: stamp, dirty: DirtyMarks(dirty))
            row.quarantine = rows[id]?.quarantine ?? [:]
            put(row, at: id)
        case .forget(let id, let stamp):
            rows[id] = nil
            if !missing.contains(.forgetfulOffice) { erased[id] = stamp }
        case .quarantine(let id, let field, let rule):
            if !missing.contains(.noQuarantine) { rows[id]?.quarantine[field] = rule }
        case .adopt(let text):
            adopt(text)
        case .advance(let head, let cursor, let complete):
            let checkpoints = position.history.checkpoints
            position.advance(
                head: head, cursor: cursor,
                complete: complete || missing.contains(.earlyCheckpoint))
            if complete, missing.contains(.endlessCheckpoints) {
                position.history = CheckpointHistory(stored: checkpoints + [head])
            }
        case .goBack(let checkpoint):
            goBack(to: checkpoint)
        }
    }

    private mutating func goBack(to checkpoint: Checkpoint) {
        let history = position.history
        position.goBack(to: checkpoint)
        if missing.contains(.keptCheckpoints) { position.history = history }
        if !missing.contains(.forgetfulRewind) {
            for (id, row) in rows
            where row.stamp.map({ $0 > checkpoint.seq }) ?? (row.dirty != .none) {
                rows[id]!.stamp = nil
                rows[id]!.dirty = .all
            }
        }
        if !missing.contains(.unrepeatedErasure) {
            for (id, stamp) in erased where stamp.map({ $0 > checkpoint.seq }) ?? false {
                erased.updateValue(nil, forKey: id)
            }
        }
    }

    // MARK: Charters

    private mutating func adopt(_ text: [UInt8]) {
        guard let version = line.version(of: text) else { return }
        newest = version
        guard !missing.contains(.unnarrowedOffice) else { return }
        let (law, ids) = (law, rows.keys.sorted())
        var projection = SchemaProjection(onto: law.schema)
        for id in ids { narrow(id, to: law, &projection) }
    }

    private mutating func narrow(
        _ id: RecordID, to law: Law, _ projection: inout SchemaProjection
    ) {
        let row = rows[id]!
        let left =
            projection.project(row.state) ?? PackedRecord(RecordState(type: row.state.type))
        // A type that is gone may have lost all its registers before.
        let isGone = law.registers[row.state.type] == nil
        guard left != row.state || (isGone && !row.isTakenAway) else { return }
        let (before, after) = (row.state.unpacked(), left.unpacked())
        for (name, state) in before.fields where state != after.fields[name] {
            keptHome.formUnion(state.versions.map(\.dot))
        }
        guard let registers = law.registers[row.state.type] else {
            // A record of which nothing may leave is never offered again, whatever the hub loses.
            put(Row(left, stamp: 0, dirty: .none), at: id)
            return
        }
        let dirty = row.dirty.restricted(to: Set(registers.map(\.name)))
        put(Row(left, stamp: row.stamp, dirty: dirty), at: id)
    }

    /// Puts the newest version that came in force, and has all of the office's part pulled again.
    mutating func acceptNewest() {
        guard accepted < newest else { return }
        accepted = newest
        if !missing.contains(.notPulledAgain) { position.pullAgain() }
    }
}
