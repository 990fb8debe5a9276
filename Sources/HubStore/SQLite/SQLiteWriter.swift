import Charter
import GRDB
import StoreFile
import SyncCore

/// One writing transaction of a hub's SQLite file.
final class SQLiteWriter: SQLiteReader, HubWriter {
    private let random: RandomWords
    private var rows: SummaryRows
    /// For the paths where records go by the thousand.
    private let insertion: RawStatement
    private let update: RawStatement
    private let listing: RawStatement
    /// Whether something was erased, or dropped for good.
    var hasErased = false

    init(_ db: Database, _ tables: SummaryTables, _ random: @escaping RandomWords) throws {
        self.random = random
        rows = SummaryRows(tables, in: db)
        insertion = try RawStatement(
            db, "INSERT INTO record (id, type, state) VALUES (?, ?, ?)")
        update = try RawStatement(db, "UPDATE record SET state = ? WHERE key = ?")
        listing = try RawStatement(
            db,
            """
            INSERT INTO audience (key, office, seq) VALUES (?, ?, ?)
            ON CONFLICT (key, office) DO UPDATE SET seq = excluded.seq
            """)
        super.init(db, tables)
    }

    func adopt(_ charter: String, schema: SummarySchema, on day: String) throws {
        try db.execute(
            sql: "INSERT INTO charter (source, adopted, swept) VALUES (?, ?, 0)",
            arguments: [charter, day])
        try SummaryTables(schema).layOut(in: db)
    }

    func enrol(_ name: String, secretDigest: [UInt8]?, on day: String) throws -> OfficeNumber {
        let insertion = try RawStatement(
            db, "INSERT INTO office (name, secret_sha256, enrolled) VALUES (?, ?, ?)")
        insertion.bind(name, at: 1)
        insertion.bind(secretDigest, at: 2)
        insertion.bind(day, at: 3)
        do {
            try insertion.run()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw HubRefusal.officeExists
        }
        return OfficeNumber(db.lastInsertedRowID)
    }

    func put(_ state: PackedRecord, at id: RecordID) throws {
        let key: Int64
        if let known = try self.key(of: id) {
            update.bind(state.bytes, at: 1)
            update.bind(known, at: 2)
            try update.run()
            key = known
        } else {
            insertion.bind(id, at: 1)
            insertion.bind(state.type.text, at: 2)
            insertion.bind(state.bytes, at: 3)
            try insertion.run()
            key = db.lastInsertedRowID
            remember(key, of: id)
        }
        try rows.put(state, key: key)
    }

    func erase(_ id: RecordID) throws {
        hasErased = true
        guard let key = try key(of: id) else {
            let insertion = try RawStatement(db, "INSERT INTO record (id) VALUES (?)")
            insertion.bind(id, at: 1)
            try insertion.run()
            remember(db.lastInsertedRowID, of: id)
            return
        }
        let held = try RawStatement(db, "SELECT type FROM record WHERE key = ?")
        held.bind(key, at: 1)
        defer { held.reset() }
        guard try held.step(), let type = Code(held.text(0)) else { return }
        try rows.delete(key, type: type)
        let update = try RawStatement(
            db, "UPDATE record SET type = NULL, state = NULL WHERE key = ?")
        update.bind(key, at: 1)
        try update.run()
    }

    func list(_ changed: [OfficeNumber: [RecordID]]) throws {
        for (office, ids) in changed.sorted(by: { $0.key < $1.key }) {
            for start in stride(from: 0, to: ids.count, by: ExchangeLimits.rowsPerNumber) {
                let end = min(start + ExchangeLimits.rowsPerNumber, ids.count)
                try list(ids[start..<end], under: try nextNumber(of: office), of: office)
            }
        }
    }

    /// Takes the channel's next number and gives it a tag.
    private func nextNumber(of office: OfficeNumber) throws -> Int64 {
        let update = try RawStatement(
            db, "UPDATE office SET seq = seq + 1 WHERE number = ? RETURNING seq")
        update.bind(office.value, at: 1)
        guard try update.step() else { throw HubRefusal.officeUnknown }
        let seq = update.int64(0)
        update.reset()
        let tag = try RawStatement(db, "INSERT INTO tag (office, seq, tag) VALUES (?, ?, ?)")
        tag.bind(office.value, at: 1)
        tag.bind(seq, at: 2)
        tag.bind(Int64(bitPattern: random()), at: 3)
        try tag.run()
        return seq
    }

    private func list(
        _ ids: ArraySlice<RecordID>, under seq: Int64, of office: OfficeNumber
    ) throws {
        for id in ids {
            guard let key = try key(of: id) else { throw HubRefusal.recordUnknown }
            listing.bind(key, at: 1)
            listing.bind(office.value, at: 2)
            listing.bind(seq, at: 3)
            try listing.run()
        }
    }

    func note(exchangeOf office: OfficeNumber, on day: String) throws {
        try db.execute(
            sql: "UPDATE office SET last_exchange = ? WHERE number = ?",
            arguments: [day, office.value])
    }

    func note(_ act: Act) throws {
        let insertion = try RawStatement(
            db, "INSERT INTO act (kind, by, day, record, about, actor) VALUES (?, ?, ?, ?, ?, ?)")
        insertion.bind(act.kind.rawValue, at: 1)
        insertion.bind(act.by, at: 2)
        insertion.bind(act.day, at: 3)
        insertion.bind(act.record?.bytes, at: 4)
        insertion.bind(act.about, at: 5)
        insertion.bind(act.actor?.bytes, at: 6)
        try insertion.run()
    }

    func pruneTags(keeping newest: Int) throws {
        try db.execute(
            sql: """
                DELETE FROM tag WHERE seq <= (
                    SELECT office.seq - ? FROM office WHERE office.number = tag.office)
                """,
            arguments: [max(1, newest)])
    }
}
