package import GRDB
private import GRDBSQLite

extension StoreFile {
    /// The whole store as the bytes of one file, as it is within this database access, which must
    /// not write: what lies in the log is in it, and nothing was written anywhere to make it.
    ///
    /// Every page is read, and SQLite finds nothing wrong with the copy: an image is never of a
    /// damaged store. (`sqlite3_serialize` alone puts zeros where the disk doesn't give a page, and
    /// says nothing.)
    ///
    /// Needs memory for the store once over while it runs, beside what it returns. O(size). Throws
    /// `store-full` for more than SQLite can allocate, 2 GB, and `store-corrupt` for a damaged store.
    package static func image(of db: Database, path: String) throws -> [UInt8] {
        try translating(path) {
            let (bytes, count) = try DatabaseQueue().writeWithoutTransaction { copy in
                try db.backup(to: copy)
                guard try faults(of: copy, path: path).isEmpty else {
                    throw StoreError(.corrupt, path: path)
                }
                var count: sqlite3_int64 = 0
                guard let bytes = sqlite3_serialize(copy.sqliteConnection, "main", &count, 0)
                else { throw StoreError(.full, path: path, sqliteCode: SQLITE_NOMEM) }
                return (bytes, Int(count))
            }
            defer { sqlite3_free(bytes) }
            return Array(UnsafeBufferPointer(start: bytes, count: count))
        }
    }

    /// Moves what was written into the main file and empties the log beside it, so that nothing
    /// that was overwritten is left there. Returns `false` when another program is reading what the
    /// log holds, or writing, and goes on doing so for a second: then the log stays.
    package static func emptyLog(of pool: DatabasePool) throws -> Bool {
        try translating(pool.path) {
            do {
                try pool.writeWithoutTransaction { db in
                    let patience = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 0
                    try db.execute(sql: "PRAGMA busy_timeout = 1000")
                    defer { try? db.execute(sql: "PRAGMA busy_timeout = \(patience)") }
                    _ = try db.checkpoint(.truncate)
                }
                return true
            } catch let error as DatabaseError
                where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode)
            {
                return false
            }
        }
    }

    /// What SQLite itself finds wrong: pages, indexes, constraints, references. Empty when all is
    /// well. O(size); lists at most 100, which name tables and pages and no value.
    package static func faults(of db: Database, path: String) throws -> [String] {
        try translating(path) {
            let integrity = try String.fetchAll(db, sql: "PRAGMA integrity_check(100)")
                .filter { $0 != "ok" }
            let references = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(100)
                .map { "\($0["table"] as String) -> \($0["parent"] as String)" }
            return integrity + references
        }
    }
}
