import Charter
import GRDB
import StoreFile
import SyncCore

/// One writing transaction of a hub's SQLite file.
final class SQLiteWriter: SQLiteReader, HubWriter {
    let random: RandomWords
    let feeds: FeedRuns
    var rows: SummaryRows
    let identifiers: IdentifierIndex
    /// For the paths where records go by the thousand.
    let insertion: RawStatement
    let update: RawStatement
    /// Whether something was erased, or dropped for good.
    var hasErased = false

    init(_ db: Database, _ tables: SummaryTables, _ random: @escaping RandomWords) throws {
        self.random = random
        feeds = FeedRuns(in: db)
        rows = SummaryRows(tables, in: db)
        identifiers = try IdentifierIndex(in: db)
        insertion = try RawStatement(
            db, "INSERT INTO record (id, type, state, audience) VALUES (?, ?, ?, ?)")
        update = try RawStatement(db, "UPDATE record SET state = ?, audience = ? WHERE key = ?")
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
