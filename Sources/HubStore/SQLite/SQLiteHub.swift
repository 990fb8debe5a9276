package import Charter
import GRDB
import StoreFile
import SyncCore
import Synchronization

/// Random 64-bit words. Programs pass the system's generator, tests a seeded one.
package typealias RandomWords = @Sendable () -> UInt64

/// A hub's store in one SQLite file.
///
/// Several programs may have it open: the server and any number of admin commands. Transactions of
/// one program that come at the same time share one commit; see `CommitQueue`.
package final class SQLiteHub: HubStorage {
    package let path: String
    let pool: DatabasePool
    private let random: RandomWords
    let queue: CommitQueue
    private let turn: WriteTurn
    private let tables = Mutex(SummaryTables.none)
    /// Erased bytes may still be in the write-ahead log.
    private let owesTruncation = Mutex(false)

    /// Makes a new store. Throws `StoreError`.
    package static func create(at path: String, random: @escaping RandomWords) throws -> SQLiteHub {
        SQLiteHub(path, try StoreFile.create(at: path, HubSchema.kind), random, .init())
    }

    /// Opens a store, bringing an older one up to date. Throws `StoreError`; a file that is not
    /// ours, damaged or newer than the program is left as it was.
    ///
    /// - Parameter limits: how many transactions may share a commit.
    package convenience init(
        at path: String, random: @escaping RandomWords,
        commitGroups limits: CommitGroupLimits = CommitGroupLimits()
    ) throws {
        self.init(path, try StoreFile.open(path, HubSchema.kind), random, limits)
    }

    private init(
        _ path: String, _ pool: DatabasePool, _ random: @escaping RandomWords,
        _ limits: CommitGroupLimits
    ) {
        self.path = path
        self.pool = pool
        self.random = random
        queue = CommitQueue(limits: limits)
        turn = WriteTurn(at: path)
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
        var result: Result?
        try explaining {
            try withoutActuallyEscaping({ (writer: SQLiteWriter) in result = try body(writer) }) {
                try queue.run(QueuedWrite(tables, $0), commit: commit)
            }
        }
        return result!
    }

    package var commitCounts: CommitCounts { queue.counts }

    /// Carries out a group in one transaction. Throws when nothing of it happened.
    private func commit(_ group: CommitQueue.Group) throws {
        try pool.writeWithoutTransaction { db in
            var erased = false
            turn.take()
            defer { turn.pass() }
            try db.inTransaction(.immediate) {
                turn.pass()
                // The first is undone with the transaction: nothing stands before it. So a large
                // one costs no memory for a savepoint.
                guard let first = group.next() else { return .rollback }
                erased = try carryOut(first, in: db)
                while let write = group.next() {
                    erased = try carryOutAlone(write, in: db) || erased
                }
                return .commit
            }
            truncateLog(of: db, erased: erased)
        }
    }

    /// Runs a transaction's body. Returns whether it erased something.
    private func carryOut(_ write: QueuedWrite, in db: Database) throws -> Bool {
        do {
            let writer = try SQLiteWriter(db, write.tables, random)
            try write.run(writer)
            return writer.hasErased
        } catch {
            // A query that was left in its midst would hold on to this state of the store.
            RawStatement.resetAll(of: db)
            throw error
        }
    }

    /// The same among others: when it fails, it is undone alone. Throws when all of them must be.
    private func carryOutAlone(_ write: QueuedWrite, in db: Database) throws -> Bool {
        try RawStatement(db, "SAVEPOINT queued_write").run()
        do {
            let erased = try carryOut(write, in: db)
            try RawStatement(db, "RELEASE queued_write").run()
            return erased
        } catch {
            // After some errors SQLite has given up the whole transaction, and after others of the
            // disk or of memory nobody knows what of it is left.
            guard db.isInsideTransaction, !Self.isOfAll(error) else { throw error }
            try RawStatement(db, "ROLLBACK TO queued_write").run()
            try RawStatement(db, "RELEASE queued_write").run()
            write.fail(error)
            return false
        }
    }

    private static func isOfAll(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        let ofAll: [ResultCode] = [
            .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_NOMEM, .SQLITE_READONLY, .SQLITE_CANTOPEN,
        ]
        return ofAll.contains(error.resultCode)
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
