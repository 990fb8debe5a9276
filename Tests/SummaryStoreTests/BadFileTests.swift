import Charter
import Foundation
import GRDB
import SyncCore
import Testing

@testable import StoreFile
@testable import SummaryStore

/// A file that can't be used is refused with a code, and left as it is.
@Suite struct BadFileTests {
    private func kind(of body: () throws -> Void) -> StoreError.Kind? {
        do {
            try body()
            return nil
        } catch {
            return (error as? StoreError)?.kind
        }
    }

    @Test("What seems damaged is looked at twice: the disk may not have read it the first time")
    func aSecondLook() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try Data([1, 2, 3]).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var looks = 0
        func look(soundAt sound: Int) throws -> Int {
            looks += 1
            guard looks == sound else { throw StoreError(.corrupt, path: path) }
            return looks
        }
        func kindOfLook(soundAt sound: Int) -> StoreError.Kind? {
            looks = 0
            return kind { _ = try StoreFile.lookingTwice(at: path) { try look(soundAt: sound) } }
        }
        #expect(kindOfLook(soundAt: 1) == nil && looks == 1)
        #expect(kindOfLook(soundAt: 2) == nil && looks == 2)
        #expect(kindOfLook(soundAt: 3) == .corrupt && looks == 2)

        // A folder can be opened and not read.
        try FileManager.default.createDirectory(
            atPath: path + "-wal", withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: path + "-wal") }
        #expect(kindOfLook(soundAt: 2) == .io && looks == 1)
    }

    /// A closed store in a folder of its own.
    private func withClosedStore(_ body: (_ path: String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path + "/a.sqlite"
        try SummaryStore.create(
            at: path, charter: .insertion(), settings: [.hubAddress: "https://hub.example.org"])
        try SummaryStore.settle(path)
        try body(path)
    }

    private func expectUnreadableWithoutWriting(_ path: String) {
        var reading = Configuration()
        reading.readonly = true
        #expect(throws: DatabaseError.self) {
            try DatabaseQueue(path: path, configuration: reading).read {
                _ = try Int.fetchOne($0, sql: "PRAGMA application_id")
            }
        }
    }

    @Test("A store whose program was killed while it took the log away opens again")
    func anInterruptedChangeOfJournal() throws {
        func open(_ path: String) throws {
            try SummaryStore(path: path, sha256: { _ in [] }).close()
        }
        func peek(_ path: String) throws {
            let address = try SummaryStore.setting(.hubAddress, ofStoreAt: path)
            #expect(address == "https://hub.example.org")
        }
        for use in [open, peek] {
            try withClosedStore { path in
                let whole = try bytes(path)
                // The page as it was with a log, in the journal; the file has the new one already.
                var before = [UInt8](whole.prefix(4096))
                before[18] = 2
                before[19] = 2
                try journal(of: before, pages: whole.count / 4096)
                    .write(to: URL(filePath: path + "-journal"))
                expectUnreadableWithoutWriting(path)
                try use(path)
                #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
                try open(path)
            }
        }
    }

    /// A rollback journal with one record, of the first page: as SQLite's file format has it.
    private func journal(of page: [UInt8], pages: Int) -> Data {
        func number(_ number: UInt32) -> [UInt8] {
            withUnsafeBytes(of: number.bigEndian, Array.init)
        }
        let nonce: UInt32 = 77
        let header: [UInt8] =
            [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7] + number(1) + number(nonce)
            + number(UInt32(pages)) + number(512) + number(UInt32(page.count))
        let sum = stride(from: page.count - 200, to: 0, by: -200)
            .reduce(nonce) { $0 &+ UInt32(page[$1]) }
        return Data(
            header + [UInt8](repeating: 0, count: 512 - header.count) + number(1) + page
                + number(sum))
    }

    @Test("The journal of another copy isn't played back into a store")
    func aStrangeJournal() throws {
        try withClosedStore { path in
            let left = path + "-copy"
            // Beside the file then lies what it was before, as after a kill in the middle of it.
            let queue = try DatabaseQueue(path: path)
            try queue.inDatabase { db in
                // More than its cache holds, so that some of it is written before the end.
                try db.execute(
                    sql: """
                        PRAGMA cache_size = 1; BEGIN IMMEDIATE; CREATE TABLE half_done (a);
                        INSERT INTO half_done VALUES (zeroblob(1000000));
                        """)
                for end in ["", "-journal"] {
                    try FileManager.default.copyItem(atPath: path + end, toPath: left + end)
                }
                try db.execute(sql: "ROLLBACK")
            }
            try queue.close()
            expectUnreadableWithoutWriting(left)
            let before = [try bytes(left), try bytes(left + "-journal")]
            #expect(
                kind { _ = try SummaryStore(path: left, sha256: { _ in [] }) } == .strangeJournal)
            #expect(
                kind { _ = try SummaryStore.setting(.hubAddress, ofStoreAt: left) }
                    == .strangeJournal)
            #expect([try bytes(left), try bytes(left + "-journal")] == before)
        }
    }

    @Test("A file that could not grow by a whole page is sound with its log, and damaged without")
    func aPageCutShort() throws {
        try withClosedStore { path in
            let copy = path + "-copy"
            let store = try SummaryStore(path: path, sha256: { _ in [] })
            try store.pool.write { try $0.execute(sql: "CREATE TABLE grown (a)") }
            for end in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
            }
            try store.close()
            let file = try FileHandle(forUpdating: URL(filePath: copy))
            try file.seekToEnd()
            try file.write(contentsOf: Data(count: 1024))
            try file.close()
            let opened = try SummaryStore(path: copy, sha256: { _ in [] })
            #expect(
                try opened.pool.read {
                    try Int.fetchOne(
                        $0, sql: "SELECT count(*) FROM sqlite_schema WHERE name = 'grown'")
                } == 1)
            #expect(try opened.faults() == [])
            try opened.close()

            try bytes(copy).dropLast(1024).write(to: URL(filePath: copy))
            #expect(kind { _ = try SummaryStore(path: copy, sha256: { _ in [] }) } == .corrupt)
        }
    }

    private func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: URL(filePath: path))
    }

    @Test func aMissingFileIsRefused() throws {
        let bench = try OfficeBench()
        #expect(kind { _ = try bench.open("nowhere") } == .missing)
        #expect(!FileManager.default.fileExists(atPath: bench.path("nowhere")))
    }

    @Test func anExistingFileIsNotCreatedAgain() throws {
        let bench = try OfficeBench()
        try bench.office("summaries.sqlite").close()
        let before = try bytes(bench.path("summaries.sqlite"))
        #expect(kind { _ = try bench.office("summaries.sqlite") } == .exists)
        #expect(try bytes(bench.path("summaries.sqlite")) == before)
    }

    @Test(arguments: [
        "", "not a database, and longer than the header of one would have to be ......",
    ])
    func whatIsNoDatabaseOfOursIsRefused(content: String) throws {
        let bench = try OfficeBench()
        try Data((content + String(repeating: ".", count: content.isEmpty ? 0 : 4096)).utf8)
            .write(to: URL(filePath: bench.path("file")))
        let before = try bytes(bench.path("file"))
        let found = kind { _ = try bench.open("file") }
        #expect(found == (content.isEmpty ? .foreign : .corrupt))
        #expect(try bytes(bench.path("file")) == before)
    }

    @Test func anotherProgramsDatabaseIsRefused() throws {
        let bench = try OfficeBench()
        let other = try DatabaseQueue(path: bench.path("other"))
        try other.write { try $0.execute(sql: "CREATE TABLE notes (text)") }
        try other.close()
        let before = try bytes(bench.path("other"))
        #expect(kind { _ = try bench.open("other") } == .foreign)
        #expect(try bytes(bench.path("other")) == before)
    }

    @Test func aNewerStoreIsRefused() throws {
        let bench = try OfficeBench()
        try bench.office("summaries.sqlite").close()
        let newer = try DatabaseQueue(path: bench.path("summaries.sqlite"))
        try newer.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('a form of the year 2031')")
        }
        try newer.close()
        let before = try bytes(bench.path("summaries.sqlite"))
        #expect(kind { _ = try bench.open("summaries.sqlite") } == .newer)
        #expect(try bytes(bench.path("summaries.sqlite")) == before)
    }

    @Test("where SQLite can't open or write for want of room, the disk is said to be full")
    func aFullDiskIsSaidToBeFull() {
        func kind(_ code: ResultCode, freeBytes: Int?) -> StoreError.Kind {
            StoreError(DatabaseError(resultCode: code), path: "x", freeBytes: freeBytes).kind
        }
        // What a log's index, a new log and a page of the store say that find no room.
        for code: ResultCode in [.SQLITE_IOERR_SHMSIZE, .SQLITE_CANTOPEN, .SQLITE_FULL] {
            #expect(kind(code, freeBytes: 0) == .full)
            #expect(kind(code, freeBytes: 4_096) == .full)
        }
        #expect(kind(.SQLITE_IOERR_SHMSIZE, freeBytes: 1 << 30) == .io)
        #expect(kind(.SQLITE_IOERR_READ, freeBytes: nil) == .io)
        #expect(kind(.SQLITE_CANTOPEN, freeBytes: 1 << 30) == .readOnly)
        #expect(kind(.SQLITE_BUSY, freeBytes: 0) == .busy)
        #expect(StoreError(ENOSPC, path: "x", otherwise: .io).kind == .full)
        #expect(StoreError(EROFS, path: "x", otherwise: .readOnly).kind == .readOnly)
    }

    @Test func aDamagedRecordIsRefusedAndNotSent() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let id = store.newID()
        _ = try store.write(store.charter.clearedContract(), to: id)
        try store.close()
        let file = try DatabaseQueue(path: bench.path("summaries.sqlite"))
        try file.write { try $0.execute(sql: "UPDATE summary SET state = x'8501'") }
        try file.close()
        let damaged = try bench.open("summaries.sqlite")
        #expect(kind { _ = try damaged.outbox() } == .corrupt)
        #expect(kind { _ = try damaged.record(id) } == .corrupt)
    }

    @Test func aFullDiskFailsTheWriteAndKeepsWhatWasThere() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let kept = store.newID()
        let before = try store.write(store.charter.clearedContract(), to: kept)
        try bench.sync(store, as: 1)
        try store.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count")!
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let batch = try (0..<1000).map { _ in
            (
                id: store.newID(), cleared: try store.charter.clearedContract(),
                shown: RecordState?.none
            )
        }
        #expect(kind { try store.write(batch) } == .full)
        #expect(try store.record(kept) == before)
        #expect(try store.recordCount() == 1)
        #expect(try store.checkInvariants())
    }

    @Test func filesAreForTheirOwnerAlone() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        _ = try store.write(store.charter.clearedContract(), to: store.newID())
        for suffix in ["", "-wal", "-shm"] {
            let path = bench.path("summaries.sqlite") + suffix
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }
}

extension Collection where Element: Equatable {
    /// Whether the elements occur in here, one after another.
    func contains(sequence: some Collection<Element>) -> Bool {
        var rest = self[...]
        while rest.count >= sequence.count {
            if rest.starts(with: sequence) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
