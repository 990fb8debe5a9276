import GRDBSQLite
import SyncCore

/// The floor to compare with: the same values upserted into one plain table through SQLite's C API,
/// in one transaction, with the settings of our own stores.
final class PlainSQLite {
    private var connection: OpaquePointer!
    private let columns: Int

    struct Failure: Error {
        let message: String
    }

    init(path: String, columns: Int) throws {
        self.columns = columns
        try check(sqlite3_open(path, &connection))
        let names = (0..<columns).map { ", c\($0)" }.joined()
        try run(
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
            PRAGMA cache_size = -8192;
            CREATE TABLE IF NOT EXISTS contract (id BLOB PRIMARY KEY\(names)) WITHOUT ROWID;
            """)
    }

    deinit { sqlite3_close(connection) }

    func upsert(_ rows: [PlainRow]) throws {
        let marks = Array(repeating: "?", count: columns + 1).joined(separator: ", ")
        let sets = (0..<columns).map { "c\($0) = excluded.c\($0)" }.joined(separator: ", ")
        let statement = try prepare(
            "INSERT INTO contract VALUES (\(marks)) ON CONFLICT (id) DO UPDATE SET \(sets)")
        defer { sqlite3_finalize(statement) }
        try run("BEGIN IMMEDIATE")
        for row in rows {
            bind(row.id.bytes, to: statement, at: 1)
            for (index, value) in row.values.enumerated() {
                bind(value, to: statement, at: Int32(index + 2))
            }
            try step(statement)
        }
        try run("COMMIT")
    }

    /// One update of one column, a transaction of its own: what an edit costs at the least.
    func update(_ id: RecordID, column: Int, to value: Value) throws {
        let statement = try prepare("UPDATE contract SET c\(column) = ? WHERE id = ?")
        defer { sqlite3_finalize(statement) }
        bind(value, to: statement, at: 1)
        bind(id.bytes, to: statement, at: 2)
        try step(statement)
    }

    private func bind(_ value: Value, to statement: OpaquePointer, at index: Int32) {
        switch value {
        case .withdrawn: sqlite3_bind_null(statement, index)
        case .flag(let flag): sqlite3_bind_int64(statement, index, flag ? 1 : 0)
        case .number(let number): sqlite3_bind_int64(statement, index, number)
        case .code(let code):
            sqlite3_bind_text(statement, index, code.text, Int32(code.text.utf8.count), transient)
        }
    }

    private func bind(_ bytes: [UInt8], to statement: OpaquePointer, at index: Int32) {
        _ = bytes.withUnsafeBytes {
            sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), transient)
        }
    }

    private func prepare(_ sql: String) throws -> OpaquePointer {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(connection, sql, -1, &statement, nil))
        return statement!
    }

    private func step(_ statement: OpaquePointer) throws {
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE else { throw failure() }
        sqlite3_reset(statement)
    }

    private func run(_ sql: String) throws {
        try check(sqlite3_exec(connection, sql, nil, nil, nil))
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw failure() }
    }

    private func failure() -> Failure {
        Failure(message: String(cString: sqlite3_errmsg(connection)))
    }
}

private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
