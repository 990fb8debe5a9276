package import GRDB
private import GRDBSQLite

/// A prepared statement driven by SQLite's own calls, for bulk paths: GRDB's argument arrays cost
/// two to three times as much there. Parameters and columns count from 1 and 0, as in SQLite.
///
/// Valid within the database access that made it.
package struct RawStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer

    /// The cached statement for this SQL.
    package init(_ db: Database, _ sql: String) throws {
        statement = try db.cachedStatement(sql: sql).sqliteStatement
        connection = db.sqliteConnection!
    }

    package func bind(_ value: Int64?, at index: Int32) {
        if let value {
            sqlite3_bind_int64(statement, index, value)
        } else {
            sqlite3_bind_null(statement, index)
        }
    }

    /// SQLite copies the bytes.
    package func bind(_ bytes: [UInt8]?, at index: Int32) {
        guard let bytes else {
            sqlite3_bind_null(statement, index)
            return
        }
        bytes.withUnsafeBytes { bind($0, at: index) }
    }

    /// SQLite copies the bytes.
    package func bind(_ bytes: UnsafeRawBufferPointer, at index: Int32) {
        // An empty array has no address, and SQLite would take that for NULL.
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(statement, index, 0)
        } else {
            sqlite3_bind_blob(statement, index, bytes.baseAddress, Int32(bytes.count), transient)
        }
    }

    package func bind(_ text: String?, at index: Int32) {
        if let text {
            sqlite3_bind_text(statement, index, text, Int32(text.utf8.count), transient)
        } else {
            sqlite3_bind_null(statement, index)
        }
    }

    /// Runs a statement that returns no rows, and resets it. Returns how many rows it changed.
    @discardableResult
    package func run() throws -> Int32 {
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE || code == SQLITE_ROW else {
            let error = DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)))
            sqlite3_reset(statement)
            throw error
        }
        sqlite3_reset(statement)
        return sqlite3_changes(connection)
    }

    /// Steps to the next row; `false` at the end, when the statement is reset.
    package func step() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(statement)
            return false
        default:
            let error = DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)))
            sqlite3_reset(statement)
            throw error
        }
    }

    /// Ends a query before its last row.
    package func reset() {
        sqlite3_reset(statement)
    }

    /// Ends every query of the connection that was left in its midst.
    package static func resetAll(of db: Database) {
        var statement = sqlite3_next_stmt(db.sqliteConnection, nil)
        while let open = statement {
            if sqlite3_stmt_busy(open) != 0 { sqlite3_reset(open) }
            statement = sqlite3_next_stmt(db.sqliteConnection, open)
        }
    }

    package func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    package func int64(_ column: Int32) -> Int64 {
        sqlite3_column_int64(statement, column)
    }

    package func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    package func text(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// Hands over a column's bytes where they are, without a copy.
    package func withBytes<Result>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        // Nothing may come between the two calls: a conversion would move the bytes.
        let start = sqlite3_column_blob(statement, column)
        return try body(
            UnsafeRawBufferPointer(
                start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }
}

/// SQLite's SQLITE_TRANSIENT: copy what is bound.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
