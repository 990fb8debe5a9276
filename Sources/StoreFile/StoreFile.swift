private import CSQLite
private import Foundation
package import GRDB
private import GRDBSQLite
private import Glibc
private import SyncCore

/// What a kind of store is: how its files are known, and how they came to their present form.
package struct StoreKind: Sendable {
    /// Stands in the file's header; a file with another is not touched.
    package let applicationID: Int32
    /// Frozen once released: a change of form is a further migration.
    package let migrations: [Migration]

    package struct Migration: Sendable {
        /// In words, unique for ever.
        package let name: String
        package let sql: String

        package init(_ name: String, sql: String) {
            self.name = name
            self.sql = sql
        }
    }

    package init(applicationID: Int32, migrations: [Migration]) {
        self.applicationID = applicationID
        self.migrations = migrations
    }

    fileprivate var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { try $0.execute(sql: migration.sql) }
        }
        return migrator
    }
}

/// Makes and opens the SQLite files of all stores: the one place where that happens.
///
/// Files are mode 0600, in WAL, and durable at every commit; what is deleted is overwritten, and what
/// is temporary stays in memory: a confined program has no other folder to put it in. A file
/// that is missing, foreign, damaged or newer than this program is refused and left as it is.
package enum StoreFile {
    /// Creates the file and opens it. Throws `exists` when there is one.
    package static func create(at path: String, _ kind: StoreKind) throws -> DatabasePool {
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(errno, path: path, otherwise: errno == EEXIST ? .exists : .readOnly)
        }
        Glibc.close(descriptor)
        return try translating(path) {
            let pool = try durablePool(path)
            try pool.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA application_id = \(kind.applicationID)")
            }
            try kind.migrator.migrate(pool)
            // The file alone, without its log, is ours from now on.
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            return pool
        }
    }

    /// Claims the folder that a store lies in, for as long as the store is open, against its being
    /// replaced. Throws `missing` for a store whose folder isn't there.
    package static func holdFolder(of path: String) throws(StoreError) -> FolderHold {
        do {
            return try FolderHold(sharing: DurableName.folder(of: path))
        } catch {
            throw StoreError(error.kind, path: path)
        }
    }

    /// Opens a file that exists, and brings it to the present form.
    package static func open(_ path: String, _ kind: StoreKind) throws -> DatabasePool {
        try requireFile(path)
        return try translating(path) {
            try examine(path, kind)
            let pool = try durablePool(path)
            try kind.migrator.migrate(pool)
            return pool
        }
    }

    /// Closes a store. Its log is emptied first when nobody else has it open, so that the file alone
    /// is the whole store and can be copied.
    package static func close(_ pool: DatabasePool) throws {
        try translating(pool.path) {
            // The last connection to close may be one that only reads, and can't empty the log.
            try? pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = 0")
                _ = try db.checkpoint(.truncate)
            }
            try pool.close()
        }
    }

    /// Moves a store that nobody has open into another folder of the same file system. Its log is
    /// emptied first, so that the store is one file and one rename: after a crash it is whole in one
    /// of the two places, and moving it again is harmless.
    ///
    /// Throws `busy` when somebody has it open, and `exists` when there is a store in the new place.
    package static func move(_ path: String, to place: String, _ kind: StoreKind) throws {
        guard access(place, F_OK) != 0 else { throw StoreError(.exists, path: place) }
        try settle(path, kind)
        guard rename(path, place) == 0 else { throw StoreError(.readOnly, path: place) }
        // Before anything is written in the new place.
        for folder in [place, path] { try DurableName.syncFolder(of: folder) }
    }

    /// Makes one file of a store that nobody has open: its log goes into it, and away. Throws `busy`
    /// when somebody has it open.
    package static func settle(_ path: String, _ kind: StoreKind) throws {
        try requireFile(path)
        try translating(path) {
            try examine(path, kind)
            let queue = try DatabaseQueue(path: path, configuration: configuration())
            // Leaving WAL takes that nobody else has the file open.
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try queue.close()
        }
    }

    /// Throws `missing` when there is no file, and `readOnly` when this program may not see whether
    /// there is one.
    package static func requireFile(_ path: String) throws(StoreError) {
        guard access(path, F_OK) == 0 else {
            throw StoreError([ENOENT, ENOTDIR].contains(errno) ? .missing : .readOnly, path: path)
        }
    }

    /// GRDB lowers `synchronous` to NORMAL when it sets WAL up, after the configuration's own
    /// statements: then a commit could be lost with the power.
    private static func durablePool(_ path: String) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: configuration())
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return pool
    }

    /// Looks at the file through a connection that can't write, before one that can is opened.
    private static func examine(_ path: String, _ kind: StoreKind) throws {
        try rollingBack(path, kind) { try look(at: path, kind) }
    }

    /// Runs `body`, which reads the store without the right to write, and once more when that takes
    /// a journal to be rolled back first. Throws what `body` throws, and `StoreError`.
    package static func rollingBack<Result>(
        _ path: String, _ kind: StoreKind, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
        {
            try rollBack(path, kind)
            return try body()
        }
    }

    /// Ends what a program left that was killed while it set the log up or took it away, which only a
    /// connection that can write may do. The header tells a store of another kind before, and the
    /// journal whether it is of this file: that of another copy would be written over this one.
    private static func rollBack(_ path: String, _ kind: StoreKind) throws {
        // The last 4 of a header's first 72 bytes.
        let header = try bytes(0, 72, ofFileAt: path, for: path)
        guard header.count == 72, UInt32(header.suffix(4)) == UInt32(bitPattern: kind.applicationID)
        else {
            throw StoreError(.foreign, path: path)
        }
        guard try ModeChangeJournal.isOwn(ofStoreAt: path) else {
            throw StoreError(.strangeJournal, path: path)
        }
        // No queue of GRDB's, which has threads: a program may be about to confine itself.
        var connection: OpaquePointer?
        defer { sqlite3_close(connection) }
        let isOpen = sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK
        sqlite3_extended_result_codes(connection, 1)
        sqlite3_busy_timeout(connection, 10_000)
        guard isOpen,
            sqlite3_exec(connection, "SELECT count(*) FROM sqlite_schema", nil, nil, nil)
                == SQLITE_OK
        else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)))
        }
    }

    /// Up to `count` bytes of a file from a place on; none when there is no such file. Not beside an
    /// open connection: to close a file that was read drops this program's locks on it. Throws `io`,
    /// which names the store at `path`.
    static func bytes(
        _ place: Int, _ count: Int, ofFileAt file: String, for path: String
    ) throws(StoreError) -> [UInt8] {
        do {
            guard access(file, F_OK) == 0 || errno != ENOENT else { return [] }
            let handle = try FileHandle(forReadingFrom: URL(filePath: file))
            try handle.seek(toOffset: UInt64(place))
            return [UInt8](try handle.read(upToCount: count) ?? Data())
        } catch {
            throw StoreError(.io, path: path)
        }
    }

    private static func look(at path: String, _ kind: StoreKind) throws {
        uncounted
        var readOnly = Configuration()
        readOnly.readonly = true
        readOnly.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: path, configuration: readOnly)
        defer { try? queue.close() }  // closing a connection that only read can't lose anything
        try queue.read { db in
            let found = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            guard found == kind.applicationID else { throw StoreError(.foreign, path: path) }
            guard try !kind.migrator.hasBeenSuperseded(db) else {
                throw StoreError(.newer, path: path)
            }
            // SQLite itself sees missing pages, but reads zeros where the last one is cut short: as a
            // copy can be, or a file that was to grow and could not, and then the log has the page.
            let pageBytes = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 4096
            guard let bytes = size(of: path),
                bytes.isMultiple(of: pageBytes) || size(of: path + "-wal") ?? 0 > 0
            else { throw StoreError(.corrupt, path: path) }
        }
    }

    /// In bytes; `nil` when there is no file.
    static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// To be looked at before a program's first connection: a push takes a twentieth less of the
    /// processor without SQLite's count of its memory.
    package static let uncounted: Void = secteur_count_no_memory()

    private static func configuration() -> Configuration {
        uncounted
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // Who writes in bulk needs the indexes at hand; who reads goes from page to page. In KiB.
            let cacheKiB = db.configuration.readonly ? 2048 : 8192
            try db.execute(
                sql: """
                    PRAGMA secure_delete = ON;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA cache_size = -\(cacheKiB);
                    """)
        }
        return configuration
    }

    /// Runs `body`, and says SQLite's errors in our words.
    package static func translating<Result>(
        _ path: String, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        } catch is RowDecodingError {
            // A value that our schema doesn't allow: only damage puts one there.
            throw StoreError(.corrupt, path: path)
        }
    }
}

extension UInt32 {
    /// Most significant byte first.
    init(_ bytes: some Sequence<UInt8>) { self = bytes.reduce(0) { $0 << 8 | UInt32($1) } }
}
