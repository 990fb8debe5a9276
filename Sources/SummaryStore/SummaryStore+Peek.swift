private import GRDB
private import GRDBSQLite
private import Glibc
private import StoreFile

extension SummaryStore {
    /// Reads one setting of a store that nobody here has opened yet, by one connection that only
    /// reads. Unlike opening the store it starts no thread: a program can confine itself afterwards.
    ///
    /// Throws `StoreError`.
    package static func setting(_ name: SettingName, ofStoreAt path: String) throws -> String? {
        try StoreFile.requireFile(path)
        return try StoreFile.translating(path) {
            try StoreFile.rollingBack(path, kind) { try peek(name, path) }
        }
    }

    private static func peek(_ name: SettingName, _ path: String) throws -> String? {
        StoreFile.uncounted
        var connection: OpaquePointer?
        defer { sqlite3_close(connection) }
        try check(sqlite3_open_v2(path, &connection, SQLITE_OPEN_READONLY, nil), path)
        sqlite3_busy_timeout(connection, 10_000)
        sqlite3_extended_result_codes(connection, 1)
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        let query = "SELECT value FROM setting WHERE name = '\(name.rawValue)'"
        try check(sqlite3_prepare_v2(connection, query, -1, &statement, nil), path)
        let code = sqlite3_step(statement)
        guard code == SQLITE_ROW else {
            try check(code == SQLITE_DONE ? SQLITE_OK : code, path)
            return nil
        }
        return sqlite3_column_text(statement, 0).map { String(cString: $0) }
    }

    private static func check(_ code: Int32, _ path: String) throws {
        switch code {
        case SQLITE_OK: return
        // There is no such table.
        case SQLITE_ERROR: throw StoreError(.foreign, path: path)
        default: throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }
}
