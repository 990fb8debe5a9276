package import Charter
internal import GRDB
internal import StoreFile
package import SyncCore

/// Charters that come after the first: what they narrow at once, and what waits for people.
extension SummaryStore {
    /// How the office stands to the newest charter that it has.
    package struct CharterStanding: Sendable {
        package let accepted: Charter
        package let newest: Charter
        /// The accounts that accepted the newest so far; nobody once it is accepted.
        package let acceptedBy: [String]

        package var isAccepted: Bool { accepted.version == newest.version }
    }

    /// How many different accounts it takes.
    package static let acceptancesNeeded = 2

    package func charterStanding() throws -> CharterStanding {
        try read { db in
            let law = try self.currentLaw(db)
            return CharterStanding(
                accepted: law.accepted, newest: law.newest,
                acceptedBy: try Self.accounts(law, db))
        }
    }

    private static func accounts(_ law: OfficeLaw, _ db: Database) throws -> [String] {
        guard law.acceptedNumber < law.newestNumber else { return [] }
        return try String.fetchAll(
            db, sql: "SELECT account FROM acceptance WHERE charter = ? ORDER BY at, account",
            arguments: [law.newestNumber])
    }

    // MARK: Taking one up

    /// Takes up a charter that somebody sent: checks that it is a later version of the office's, and
    /// drops from what is shared here whatever it doesn't allow any more. Nothing that it widens
    /// holds before people accept it, so whoever sent it can't make more leave.
    func adopt(_ text: [UInt8], _ db: Database) throws {
        let law = try currentLaw(db)
        guard text.count <= ExchangeLimits.charterBytes,
            let source = String(validating: text, as: UTF8.self),
            let charter = try? Charter.parse(source, file: "hub")
        else { throw SummaryRefusal.charterUnfit(.unreadable) }
        guard charter.name == law.newest.name else { throw SummaryRefusal.charterUnfit(.name) }
        guard charter.version > law.newest.version else {
            throw SummaryRefusal.charterUnfit(.version)
        }
        try db.execute(sql: "INSERT INTO charter (source) VALUES (?)", arguments: [source])
        let narrowed = law.narrowed(by: charter, db.lastInsertedRowID)
        try narrow(to: narrowed.inForce.summarySchema, db)
    }

    private static let batchLimit = 500

    private func narrow(to schema: SummarySchema, _ db: Database) throws {
        var projection = SchemaProjection(onto: schema)
        var last: Int64 = 0
        while true {
            let batch = try narrowable(after: last, db)
            guard let greatest = batch.last?.row.key else { return }
            last = greatest
            for held in batch {
                let left =
                    projection.project(held.row.state)
                    ?? PackedRecord(RecordState(type: held.row.state.type))
                // A type that is gone may have lost all its registers before.
                guard
                    left != held.row.state || schema.type(left.type) == nil
                        || schema.conflicts(in: left) != held.conflicts
                else { continue }
                try replace(held, by: left, schema, db)
            }
        }
    }

    private struct Narrowable {
        let id: RecordID
        let row: SummaryRow
        let conflicts: Int
    }

    private func narrowable(after key: Int64, _ db: Database) throws -> [Narrowable] {
        let query = try RawStatement(
            db,
            """
            SELECT summary.key, id, state, dirty, quarantined, conflicts
            FROM summary LEFT JOIN unsent USING (key)
            WHERE summary.key > ? ORDER BY summary.key LIMIT ?
            """)
        query.bind(key, at: 1)
        query.bind(Int64(Self.batchLimit), at: 2)
        var (found, reader): ([Narrowable], RecordReader) = ([], RecordReader())
        while try query.step() {
            found.append(
                Narrowable(
                    id: try id(query.bytes(1)),
                    row: SummaryRow(
                        key: query.int64(0), state: try packed(query.bytes(2), &reader),
                        dirty: DirtyFields(stored: query.isNull(3) ? nil : query.text(3)),
                        isQuarantined: query.int64(4) == 1),
                    conflicts: Int(query.int64(5))))
        }
        return found
    }

    /// Puts what is left of a record in its place. What went is kept apart, for the desk.
    private func replace(
        _ held: Narrowable, by left: PackedRecord, _ schema: SummarySchema, _ db: Database
    ) throws {
        let (before, after) = (held.row.state.unpacked(), left.unpacked())
        let gone = Set(before.fields.keys.filter { before[$0] != after[$0] })
        if !gone.isEmpty {
            let insert = try RawStatement(db, "INSERT INTO kept_home (id, state) VALUES (?, ?)")
            insert.bind(held.id.bytes, at: 1)
            insert.bind(PackedRecord(before.restricted(to: gone)).bytes, at: 2)
            try insert.run()
            try releaseFromQuarantine(held.row.key, db)
        }
        let rows = RowWriter(of: self, under: schema, db)
        guard let type = schema.type(held.row.state.type) else {
            // A record of which nothing may leave is never offered again, whatever the hub loses.
            try rows.replace(held.row.key, by: left, dirty: .none)
            try Stamps(in: db).set(0, of: held.row.key...held.row.key)
            return
        }
        let dirty = held.row.dirty.restricted(to: Set(type.registers))
        try rows.replace(held.row.key, by: left, dirty: dirty)
    }

    // MARK: Taking home

    /// Registers that a narrower charter took out of a record here.
    package struct KeptHome: Hashable, Sendable {
        package let number: Int64
        package let record: RecordID
        package let state: RecordState
    }

    package func keptHome(limit: Int = 500, after number: Int64 = 0) throws -> [KeptHome] {
        try read { db in
            let query = try RawStatement(
                db,
                """
                SELECT number, id, state FROM kept_home WHERE number > ? ORDER BY number LIMIT ?
                """)
            query.bind(number, at: 1)
            query.bind(Int64(limit), at: 2)
            var (found, reader): ([KeptHome], RecordReader) = ([], RecordReader())
            while try query.step() {
                found.append(
                    KeptHome(
                        number: query.int64(0), record: try self.id(query.bytes(1)),
                        state: try self.packed(query.bytes(2), &reader).unpacked()))
            }
            return found
        }
    }

    /// Says that all but these registers are in a dossier now, or need not be.
    package func settle(_ kept: KeptHome, leaving names: Set<FieldName>) throws {
        try write { db in
            let left = kept.state.restricted(to: names)
            guard !left.fields.isEmpty else {
                let delete = try RawStatement(db, "DELETE FROM kept_home WHERE number = ?")
                delete.bind(kept.number, at: 1)
                try delete.run()
                return
            }
            let update = try RawStatement(db, "UPDATE kept_home SET state = ? WHERE number = ?")
            update.bind(PackedRecord(left).bytes, at: 1)
            update.bind(kept.number, at: 2)
            try update.run()
        }
    }

    // MARK: Accepting

    /// Notes that an account accepts a version, and returns whether enough different ones do.
    ///
    /// Throws `SummaryRefusal` when it isn't the newest version that came, or nothing waits.
    package func accept(version: Int, by account: String, at seconds: Int64) throws -> Bool {
        try write { db in
            let law = try self.currentLaw(db)
            guard law.acceptedNumber < law.newestNumber else {
                throw SummaryRefusal.nothingToAccept
            }
            guard version == law.newest.version else {
                throw SummaryRefusal.otherVersion(newest: law.newest.version)
            }
            try db.execute(
                sql: "INSERT INTO acceptance VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                arguments: [law.newestNumber, account, seconds])
            return try Self.accounts(law, db).count >= Self.acceptancesNeeded
        }
    }

    /// Puts the newest version in force, which enough accounts have accepted, and has all of the
    /// office's part pulled again, for what the version lets be seen.
    package func putInForce() throws {
        try write { db in
            let law = try self.currentLaw(db)
            guard try Self.accounts(law, db).count >= Self.acceptancesNeeded else {
                throw SummaryRefusal.notAccepted
            }
            try db.execute(
                sql: "UPDATE charter SET accepted = 1 WHERE number = ?",
                arguments: [law.newestNumber])
            var position = try position(db)
            position.pullAgain()
            try store(position, db)
        }
        try readLaw()
    }
}
