import Foundation
import GRDB
import Simulation
import StoreFile
import SyncCore
import Testing

@Suite("The index of identifiers in two trees")
struct IdentifierIndexTests {
    private let database: DatabaseQueue

    init() throws {
        database = try DatabaseQueue()
        try database.write { db in
            try db.execute(
                sql: IdentifierIndex.tables
                    + "CREATE TABLE thing (key INTEGER PRIMARY KEY, id BLOB NOT NULL) STRICT;"
                    + IdentifierIndex.triggers(of: "thing"))
        }
    }

    private func insert(_ id: RecordID, at key: Int64, _ db: Database) throws {
        let insertion = try RawStatement(db, "INSERT INTO thing VALUES (?, ?)")
        insertion.bind(key, at: 1)
        insertion.bind(id.bytes, at: 2)
        try insertion.run()
        try IdentifierIndex(in: db).add(id, at: key)
    }

    private func counts(_ db: Database) throws -> (latest: Int, settled: Int) {
        (
            try Int.fetchOne(db, sql: "SELECT count(*) FROM latest_identifier")!,
            try Int.fetchOne(db, sql: "SELECT count(*) FROM settled_identifier")!
        )
    }

    /// Keys rise by leaps, so that slices are moved every few rows.
    @Test(arguments: 1...8) func namesEachRowThatIsThereAndNoOther(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var (held, gone): ([RecordID: Int64], Set<RecordID>) = ([:], [])
        var key: Int64 = 0
        try database.write { db in
            for _ in 0..<40 {
                for _ in 0..<30 {
                    // Now and then exactly the key that moves a slice.
                    key += Int64(1 + generator.below(900))
                    if generator.below(4) == 0 { key = (key / 4096 + 1) * 4096 }
                    let id = RecordID(using: &generator)
                    try insert(id, at: key, db)
                    held[id] = key
                }
                for id in held.keys.sorted().shuffled(using: &generator).prefix(generator.below(20))
                {
                    try db.execute(
                        sql: "DELETE FROM thing WHERE key = ?", arguments: [held[id]])
                    held[id] = nil
                    gone.insert(id)
                }
                #expect(try IdentifierIndex.faults(of: "thing", in: db) == [], "seed \(seed)")
                let found = try Row.fetchAll(db, sql: "SELECT id, key FROM identifier")
                #expect(found.count == held.count)
                #expect(
                    Dictionary(
                        uniqueKeysWithValues: found.map { row in
                            (RecordID(bytes: [UInt8](row["id"] as Data))!, row["key"] as Int64)
                        }) == held, "seed \(seed)")
            }
            let (latest, settled) = try counts(db)
            #expect(latest > 0 && settled > 0)
            for id in gone.sorted().prefix(50) {
                #expect(
                    try Int64.fetchOne(
                        db, sql: "SELECT key FROM identifier WHERE id = ?",
                        arguments: [Data(id.bytes)]) == nil)
            }
        }
    }

    @Test func theLatestStayFew() throws {
        try database.write { db in
            var generator = SeededGenerator(seed: 1)
            var most = 0
            for key in 1...200_000 {
                try insert(RecordID(using: &generator), at: Int64(key), db)
                if key.isMultiple(of: 1000) { most = max(most, try counts(db).latest) }
            }
            #expect(most <= 65_536)
            let (latest, settled) = try counts(db)
            #expect(latest + settled == 200_000)
            // In the long run each slice holds half of what it is moved with.
            #expect((28_000...40_000).contains(latest))
            #expect(try IdentifierIndex.faults(of: "thing", in: db) == [])
        }
    }

    /// All of one slice, as somebody may choose them who wants to.
    @Test func identifiersThatSomebodyChoseSettleToo() throws {
        try database.write { db in
            var generator = SeededGenerator(seed: 1)
            for key in 1...70_000 {
                let id = RecordID(bits: RecordID(using: &generator).bits >> 4 | 5 << 124)
                try insert(id, at: Int64(key), db)
            }
            let (latest, settled) = try counts(db)
            #expect(settled > 0 && latest <= 65_536 && latest + settled == 70_000)
            #expect(try IdentifierIndex.faults(of: "thing", in: db) == [])
        }
    }

    @Test(arguments: ["UPDATE thing SET id = zeroblob(16)", "UPDATE thing SET key = 9"])
    func aRowKeepsItsKeyAndIdentifier(sql: String) throws {
        try database.write { try insert(RecordID(bits: 7), at: 3, $0) }
        #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
        let faults = try database.read { try IdentifierIndex.faults(of: "thing", in: $0) }
        #expect(faults == [])
    }

    @Test func aWrongIndexIsTold() throws {
        try database.write { db in
            for key in 1...2 { try insert(RecordID(bits: UInt128(key)), at: Int64(key), db) }
            try db.execute(sql: "DELETE FROM latest_identifier WHERE key = 1")
            #expect(
                try IdentifierIndex.faults(of: "thing", in: db)
                    == ["1 missing identifiers of thing"])
            try db.execute(
                sql: "INSERT INTO settled_identifier VALUES (randomblob(16), 1)")
            #expect(
                try IdentifierIndex.faults(of: "thing", in: db)
                    == ["1 wrong identifiers of thing", "1 missing identifiers of thing"])
        }
    }
}
