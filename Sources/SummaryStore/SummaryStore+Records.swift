package import Charter
internal import GRDB
internal import StoreFile
package import SyncCore

/// Reading and writing records in the office.
extension SummaryStore {
    /// The record as it is now; `nil` when the store has none, or had it erased.
    package func record(_ id: RecordID) throws -> RecordState? {
        try read { try self.row(id, $0)?.state.unpacked() }
    }

    /// Hands over every record of a type, in the order in which they came. O(records), with memory
    /// for one.
    package func records(
        ofType type: Code, _ body: (RecordID, RecordState) throws -> Void
    ) throws {
        try read { db in
            var reader = RecordReader()
            let query = try RawStatement(
                db, "SELECT id, state FROM summary WHERE type = ? ORDER BY key")
            query.bind(type.text, at: 1)
            while try query.step() {
                let id = try self.id(query.bytes(0))
                try body(id, try self.packed(query.bytes(1), &reader).unpacked())
            }
        }
    }

    /// Hands over the identifier of every record of a type, in the order in which they came.
    package func identifiers(ofType type: Code, _ body: (RecordID) throws -> Void) throws {
        try read { db in
            let query = try RawStatement(db, "SELECT id FROM summary WHERE type = ? ORDER BY key")
            query.bind(type.text, at: 1)
            while try query.step() { try body(try self.id(query.bytes(0))) }
        }
    }

    /// Writes what was cleared, as somebody who was shown `shown` of the record, and returns its
    /// new state. `shown` is what is there now when it is `nil`.
    ///
    /// Only registers that don't say the value already get a new dot, so that disclosing twice
    /// writes once. Without `shown`, a field that waits for a person to decide is refused: deciding
    /// takes having been shown. A record that would pass the limits of readers is refused too.
    package func write(
        _ cleared: ClearedRecord, to id: RecordID, shown: RecordState? = nil
    ) throws -> RecordState {
        try write { db in
            var checker = try self.currentLaw(db).inForce.summarySchema.checker()
            return try self.write(cleared, to: id, shown: shown, &checker, RowWriter(of: self, db))
        }
    }

    /// Writes many records, in one transaction.
    package func write(
        _ batch: some Sequence<(id: RecordID, cleared: ClearedRecord, shown: RecordState?)>
    ) throws {
        try write { db in
            var checker = try self.currentLaw(db).inForce.summarySchema.checker()
            let rows = RowWriter(of: self, db)
            for (id, cleared, shown) in batch {
                _ = try self.write(cleared, to: id, shown: shown, &checker, rows)
            }
        }
    }

    private func write(
        _ cleared: ClearedRecord, to id: RecordID, shown: RecordState?,
        _ checker: inout SchemaChecker, _ rows: RowWriter
    ) throws -> RecordState {
        let db = rows.db
        let row = try row(id, db)
        guard try row != nil || !isErased(id, db) else { throw SummaryRefusal.erased }
        var state = row?.state.unpacked() ?? RecordState(type: cleared.type)
        guard state.type == cleared.type else { throw SummaryRefusal.otherType }
        guard let type = schema.type(cleared.type) else { throw SummaryRefusal.charterMoved }
        var written: Set<FieldName> = []
        for (name, value) in cleared.values.sorted(by: { $0.key < $1.key })
        where !state[name].says(value) {
            if shown == nil, case .concurrent = state[name].reading(type.rule(of: name)) {
                throw SummaryRefusal.undecided(name)
            }
            let dot = nextDot(after: state[name])
            state.write(value, to: name, dot: dot, shown: (shown ?? state)[name])
            written.insert(name)
        }
        guard row == nil || !written.isEmpty else { return state }
        let packed = PackedRecord(state)
        // Another program may have taken up a newer charter since the record was cleared.
        guard checker.check(packed).isEmpty else { throw SummaryRefusal.charterMoved }
        try put(packed, over: row, at: id, writing: written, rows)
        return state
    }

    /// Stores what somebody wrote. What was refused of the record may then be offered again.
    private func put(
        _ state: PackedRecord, over row: SummaryRow?, at id: RecordID,
        writing written: Set<FieldName>, _ rows: RowWriter
    ) throws {
        guard state.isWithinLimits else { throw SummaryRefusal.recordTooLarge }
        guard let row else {
            _ = try rows.insert(state, at: id, dirty: .all)
            return
        }
        try rows.replace(row.key, by: state, dirty: row.dirty.adding(written))
        if row.isQuarantined { try releaseFromQuarantine(row.key, rows.db) }
    }

    /// Decides between concurrent values by keeping one that is there, as somebody who was shown
    /// `shown` of the field. What arrived meanwhile stays a conflict.
    ///
    /// Throws `SummaryRefusal.notShown` when `shown` doesn't hold `dot`, and `recordTooLarge` when the
    /// record would pass the limits that every reader holds it to.
    package func choose(
        _ dot: Dot, of name: FieldName, in id: RecordID, shown: FieldState
    ) throws {
        guard let chosen = shown.versions.first(where: { $0.dot == dot }) else {
            throw SummaryRefusal.notShown
        }
        try write { db in
            guard let row = try self.row(id, db) else { throw SummaryRefusal.erased }
            let left = RecordState(type: row.state.type, fields: [name: .stating(chosen.value)])
            guard try self.currentLaw(db).inForce.summarySchema.check(PackedRecord(left)).isEmpty
            else { throw SummaryRefusal.charterMoved }
            var state = row.state.unpacked()
            let next = self.nextDot(after: state[name])
            state.write(chosen.value, to: name, dot: next, shown: shown)
            try self.put(
                PackedRecord(state), over: row, at: id, writing: [name], RowWriter(of: self, db))
        }
    }

    /// Erases the record here, and at the hub with the next sync. There is no way back.
    ///
    /// - Parameter mark: an identifier that names no record and is erased with it, by which whoever
    ///   drew it knows the erasure again.
    package func erase(_ id: RecordID, mark: RecordID? = nil) throws {
        try write { db in
            try self.drop(id, db)
            let erase = try RawStatement(
                db, "INSERT INTO erased (id, is_mark) VALUES (?, ?) ON CONFLICT DO NOTHING")
            for (id, isMark) in [(id, false)] + (mark.map { [($0, true)] } ?? []) {
                erase.bind(id.bytes, at: 1)
                erase.bind(isMark ? 1 : 0, at: 2)
                try erase.run()
            }
        }
    }

    /// Every record that was erased here or at the hub, ascending. O(erasures).
    package func erasures() throws -> [RecordID] {
        try read { db in
            let query = try RawStatement(db, "SELECT id FROM erased ORDER BY id")
            var erasures: [RecordID] = []
            while try query.step() { erasures.append(try self.id(query.bytes(0))) }
            return erasures
        }
    }

    /// Erases all that `other`, a later state of the same office, knows as erased.
    package func adoptErasures(of other: SummaryStore) throws {
        let known = try other.read { db in
            let query = try RawStatement(db, "SELECT id, is_mark FROM erased ORDER BY id")
            var known: [(id: RecordID, isMark: Int64)] = []
            while try query.step() { known.append((try self.id(query.bytes(0)), query.int64(1))) }
            return known
        }
        try write { db in
            let erase = try RawStatement(
                db, "INSERT INTO erased (id, is_mark) VALUES (?, ?) ON CONFLICT DO NOTHING")
            for (id, isMark) in known {
                try self.drop(id, db)
                erase.bind(id.bytes, at: 1)
                erase.bind(isMark, at: 2)
                try erase.run()
            }
        }
    }

    /// Moves what was written into the main file and empties the log beside it, so that nothing
    /// erased is left there. Returns `false` when another program is reading, and the log stays.
    package func emptyLog() throws -> Bool {
        try StoreFile.emptyLog(of: pool)
    }

    package func isErased(_ id: RecordID) throws -> Bool {
        try read { try self.isErased(id, $0) }
    }

    // MARK: Rows

    func hasErased(_ db: Database) throws -> Bool {
        let query = try RawStatement(db, "SELECT EXISTS (SELECT 1 FROM erased)")
        defer { query.reset() }
        return try query.step() && query.int64(0) == 1
    }

    func isErased(_ id: RecordID, _ db: Database) throws -> Bool {
        let query = try RawStatement(db, "SELECT 1 FROM erased WHERE id = ?")
        query.bind(id.bytes, at: 1)
        defer { query.reset() }
        return try query.step()
    }

    /// Where the record is; what it holds isn't read.
    func key(of id: RecordID, _ db: Database) throws -> Int64? {
        let query = try RawStatement(db, "SELECT key FROM identifier WHERE id = ?")
        query.bind(id.bytes, at: 1)
        defer { query.reset() }
        return try query.step() ? query.int64(0) : nil
    }

    func row(_ id: RecordID, _ db: Database) throws -> SummaryRow? {
        var reader = RecordReader()
        return try row(id, &reader, db)
    }

    func row(
        _ id: RecordID, _ reader: inout RecordReader, _ db: Database
    ) throws -> SummaryRow? {
        let query = try RawStatement(
            db,
            """
            SELECT summary.key, state, dirty, quarantined
            FROM summary LEFT JOIN unsent USING (key)
            WHERE summary.key = (SELECT key FROM identifier WHERE id = ?)
            """)
        query.bind(id.bytes, at: 1)
        defer { query.reset() }
        guard try query.step() else { return nil }
        return SummaryRow(
            key: query.int64(0), state: try packed(query.bytes(1), &reader),
            dirty: DirtyFields(stored: query.isNull(2) ? nil : query.text(2)),
            isQuarantined: query.int64(3) == 1)
    }

    /// Nothing of these records waits any more.
    func unmark(_ keys: ClosedRange<Int64>, _ db: Database) throws {
        let unmark = try RawStatement(db, "DELETE FROM unsent WHERE key BETWEEN ? AND ?")
        unmark.bind(keys.lowerBound, at: 1)
        unmark.bind(keys.upperBound, at: 2)
        try unmark.run()
    }

    /// Drops the row, and what the journal kept of its values.
    func drop(_ id: RecordID, _ db: Database) throws {
        let kept = try RawStatement(db, "DELETE FROM kept_home WHERE id = ?")
        kept.bind(id.bytes, at: 1)
        try kept.run()
        guard let key = try key(of: id, db) else { return }
        try forgetDisclosed(key, db)
        try unmark(key...key, db)
        try Stamps(in: db).set(nil, of: key...key)
        for sql in [
            "DELETE FROM quarantine WHERE record = ?", "DELETE FROM summary WHERE key = ?",
        ] {
            let statement = try RawStatement(db, sql)
            statement.bind(key, at: 1)
            try statement.run()
        }
    }

    /// The identifier in a column.
    func id(_ row: RawStatement, _ column: Int32) throws -> RecordID {
        let bits = row.withBytes(column) { bytes in
            bytes.count == 16
                ? UInt128(bigEndian: bytes.loadUnaligned(as: UInt128.self)) : nil
        }
        guard let bits else { throw StoreError(.corrupt, path: path) }
        return RecordID(bits: bits)
    }

    func id(_ bytes: [UInt8]) throws -> RecordID {
        guard let id = RecordID(bytes: bytes) else { throw StoreError(.corrupt, path: path) }
        return id
    }

    func packed(_ bytes: [UInt8], _ reader: inout RecordReader) throws -> PackedRecord {
        do {
            return try reader.read(bytes)
        } catch {
            throw StoreError(.corrupt, path: path)
        }
    }
}

extension FieldState {
    /// Whether a write of this value would say nothing new. A register of a set that was never
    /// written says that its code isn't held, and a field that was never written needs no withdrawal.
    fileprivate func says(_ value: Value) -> Bool {
        if versions.isEmpty { return value == .withdrawn || value == .flag(false) }
        return versions.allSatisfy { $0.value == value }
    }
}

extension FieldState {
    /// A field that states a value, by nobody: for checking it.
    fileprivate static func stating(_ value: Value) -> FieldState {
        FieldState(
            Version(
                dot: Dot(actor: ActorID(bits: 1), n: 1), past: VersionVector(), value: value))
    }
}
