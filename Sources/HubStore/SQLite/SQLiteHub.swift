package import Charter
import GRDB
import StoreFile
import SyncCore
import Synchronization

/// Random 64-bit words. Programs pass the system's generator, tests a seeded one.
package typealias RandomWords = @Sendable () -> UInt64

/// A hub's store in one SQLite file.
///
/// Several programs may have it open: the server and any number of admin commands.
package final class SQLiteHub: HubStorage {
    package let path: String
    let pool: DatabasePool
    private let random: RandomWords
    private let tables = Mutex(SummaryTables.none)
    /// Erased bytes may still be in the write-ahead log.
    private let owesTruncation = Mutex(false)

    /// Makes a new store. Throws `StoreError`.
    package static func create(at path: String, random: @escaping RandomWords) throws -> SQLiteHub {
        SQLiteHub(path, try StoreFile.create(at: path, HubSchema.kind), random)
    }

    /// Opens a store, bringing an older one up to date. Throws `StoreError`; a file that is not
    /// ours, damaged or newer than the program is left as it was.
    package convenience init(at path: String, random: @escaping RandomWords) throws {
        self.init(path, try StoreFile.open(path, HubSchema.kind), random)
    }

    private init(_ path: String, _ pool: DatabasePool, _ random: @escaping RandomWords) {
        self.path = path
        self.pool = pool
        self.random = random
    }

    package func lay(outBy schema: SummarySchema) {
        tables.withLock { $0 = SummaryTables(schema) }
    }

    package func read<Result>(_ body: (any HubReader) throws -> Result) throws -> Result {
        let tables = tables.withLock { $0 }
        return try explaining {
            try pool.read { try body(SQLiteReader($0, tables)) }
        }
    }

    package func write<Result>(_ body: (any HubWriter) throws -> Result) throws -> Result {
        let tables = tables.withLock { $0 }
        return try explaining {
            try pool.writeWithoutTransaction { db in
                var result: Result?
                var erased = false
                try db.inTransaction(.immediate) {
                    let writer = try SQLiteWriter(db, tables, random)
                    result = try body(writer)
                    erased = writer.hasErased
                    return .commit
                }
                truncateLog(of: db, erased: erased)
                return result!
            }
        }
    }

    /// Says what went wrong with the file; a state in it that can't be read is damage too.
    private func explaining<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try StoreFile.translating(path, body)
        } catch is WireError {
            throw StoreError(.corrupt, path: path)
        }
    }

    /// After an erasure, empties the write-ahead log, which may still hold what was erased. When a
    /// reader stands in the way this is done after the next commit: nobody waits for it.
    private func truncateLog(of db: Database, erased: Bool) {
        owesTruncation.withLock { owes in
            owes = owes || erased
            guard owes else { return }
            do {
                let patience = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? 0
                try db.execute(sql: "PRAGMA busy_timeout = 0")
                defer { try? db.execute(sql: "PRAGMA busy_timeout = \(patience)") }
                try db.checkpoint(.truncate)
                owes = false
            } catch {
                // What was committed is safe; the log is emptied later.
            }
        }
    }

    package func close() throws {
        try StoreFile.close(pool)
    }
}
