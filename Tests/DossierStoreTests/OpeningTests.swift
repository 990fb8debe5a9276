import Charter
import DossierStore
import Foundation
import GRDB
import StoreFile
import SyncCore
import Testing

@Suite("Files that are not what they should be are refused and left alone")
struct OpeningTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        let store = try scratch.newStore()
        try store.write { dossiers in
            for number: UInt in 1...50 { try dossiers.add(person(number)) }
        }
        #expect(try store.emptyLog())
    }

    /// Opens what is there; fails the test when a byte of it changed by that.
    private func refusedUntouched() throws -> String? {
        for rest in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: scratch.path + rest)
        }
        let name = "dossiers.sqlite"
        let before = try scratch.files()[name]
        let code = refusal { _ = try scratch.open() }
        #expect(try scratch.files()[name] == before)
        return code
    }

    @Test("a file that a later version wrote")
    func newer() throws {
        try scratch.tamper("INSERT INTO grdb_migrations VALUES ('something of next year')")
        #expect(try refusedUntouched() == "store-newer")
    }

    @Test("a database of another program")
    func foreign() throws {
        try scratch.tamper("PRAGMA application_id = 77")
        #expect(try refusedUntouched() == "store-foreign")
    }

    @Test("a file cut short")
    func truncated() throws {
        #expect(truncate(scratch.path, 20_000) == 0)
        #expect(try refusedUntouched() == "store-corrupt")
        #expect(truncate(scratch.path, 0) == 0)
        #expect(try refusedUntouched() == "store-foreign")
    }

    @Test("bytes that are no database")
    func garbage() throws {
        try Data(repeating: 0x5a, count: 8_192).write(to: URL(fileURLWithPath: scratch.path))
        #expect(try refusedUntouched() == "store-corrupt")
    }

    @Test("pages overwritten in the middle")
    func damagedPages() throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: scratch.path))
        try file.seek(toOffset: 4_096)
        try file.write(contentsOf: Data(repeating: 0x5a, count: 40_000))
        try file.close()
        let kind = refusal {
            _ = try scratch.open().read { try $0.records(of: id(1)) }
        }
        #expect(kind == "store-corrupt")
    }

    @Test("no file at all")
    func missing() throws {
        try FileManager.default.removeItem(atPath: scratch.path)
        #expect(try refusedUntouched() == "store-missing")
    }

    @Test("a new office never overwrites dossiers that are there")
    func creating() throws {
        let before = try scratch.files()
        #expect(refusal { try scratch.create() } == "store-exists")
        #expect(try scratch.files() == before)
    }

    @Test("making dossiers that was interrupted can be done again")
    func creatingAgain() throws {
        try FileManager.default.removeItem(atPath: scratch.path)
        try Data("half".utf8).write(to: URL(fileURLWithPath: scratch.path + ".new"))
        try scratch.create()
        #expect(try scratch.open().read { try $0.counts() }.persons == 0)
    }

    @Test("every refusal says in both languages what happened and what to do")
    func words() {
        for kind in DossierError.Kind.allCases {
            let error = DossierError(kind, at: "/x")
            for phrase in [error.what, error.remedy] {
                #expect(!phrase.fr.isEmpty && !phrase.en.isEmpty && phrase.fr != phrase.en)
            }
        }
    }

    @Test("the released migrations were not edited")
    func frozen() throws {
        let schema = try scratch.query { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_schema
                    WHERE sql IS NOT NULL AND name NOT LIKE 'grdb%' ORDER BY name
                    """)
        }
        let words = schema.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        #expect(
            words == [
                """
                CREATE TABLE account ( code TEXT NOT NULL PRIMARY KEY, \
                salt BLOB NOT NULL CHECK (length(salt) = 16), cost_log2n INTEGER NOT NULL, \
                cost_block INTEGER NOT NULL, cost_lanes INTEGER NOT NULL, wrapped BLOB NOT NULL, \
                revision INTEGER NOT NULL, facts BLOB NOT NULL, failures INTEGER NOT NULL, \
                link BLOB NOT NULL CHECK (length(link) = 32) ) STRICT
                """,
                """
                CREATE TABLE erasure ( id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16) , \
                whole INTEGER NOT NULL DEFAULT 0 CHECK (whole IN (0, 1))) STRICT
                """,
                """
                CREATE TABLE journal ( number INTEGER PRIMARY KEY CHECK (number > 0), \
                day INTEGER NOT NULL, box BLOB NOT NULL ) STRICT
                """,
                """
                CREATE TABLE journal_head ( one INTEGER PRIMARY KEY CHECK (one = 1), \
                box BLOB NOT NULL ) STRICT
                """,
                """
                CREATE TABLE office ( one INTEGER PRIMARY KEY CHECK (one = 1), \
                key_check BLOB NOT NULL ) STRICT
                """,
                """
                CREATE TABLE person ( id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), \
                cover BLOB NOT NULL ) STRICT
                """,
                """
                CREATE TABLE receipt ( person BLOB NOT NULL PRIMARY KEY CHECK (length(person) = 16), \
                day INTEGER NOT NULL, \
                summaries BLOB NOT NULL CHECK (length(summaries) % 16 = 0) ) STRICT, WITHOUT ROWID
                """,
                """
                CREATE TABLE record ( id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), \
                person BLOB NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, \
                type TEXT NOT NULL, revision INTEGER NOT NULL, \
                undisclosed INTEGER NOT NULL CHECK (undisclosed IN (0, 1)), box BLOB NOT NULL ) STRICT
                """,
                "CREATE INDEX record_by_person ON record (person, type)",
                "CREATE INDEX record_undisclosed ON record (id) WHERE undisclosed = 1",
                """
                CREATE TABLE recovery ( one INTEGER PRIMARY KEY CHECK (one = 1), \
                salt BLOB NOT NULL CHECK (length(salt) = 16), wrapped BLOB NOT NULL ) STRICT
                """,
                """
                CREATE TABLE roster ( one INTEGER PRIMARY KEY CHECK (one = 1), \
                office BLOB NOT NULL CHECK (length(office) = 16), revision INTEGER NOT NULL, \
                box BLOB NOT NULL ) STRICT
                """,
                """
                CREATE TABLE session ( id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), \
                account TEXT NOT NULL, boot TEXT NOT NULL, used INTEGER NOT NULL, \
                box BLOB NOT NULL ) STRICT
                """,
                "CREATE TABLE trace (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT",
            ])
    }

    @Test("no connection of any store writes temporary files, or leaves what it deletes")
    func connections() throws {
        let kind = StoreKind(applicationID: 1, migrations: [])
        let path = scratch.folder.appendingPathComponent("any.sqlite").path
        let pool = try StoreFile.create(at: path, kind)
        func settings(_ db: Database) throws -> [Int?] {
            try ["temp_store", "secure_delete"].map { try Int.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        #expect(try pool.read(settings) == [2, 1])  // 2 is MEMORY
        #expect(try pool.writeWithoutTransaction(settings) == [2, 1])
    }
}
