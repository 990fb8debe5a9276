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
                    try db.execute(
                        sql: "INSERT INTO thing VALUES (?, ?)", arguments: [key, Data(id.bytes)])
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
            let insertion = try RawStatement(db, "INSERT INTO thing VALUES (?, ?)")
            var most = 0
            for key in 1...200_000 {
                insertion.bind(Int64(key), at: 1)
                insertion.bind(RecordID(using: &generator).bytes, at: 2)
                try insertion.run()
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

    /// Also identifiers that somebody chose, all of one slice.
    @Test(arguments: [false, true]) func anIdentifierNamesOneRow(afterItSettled: Bool) throws {
        let id = Data([UInt8](repeating: 0x1F, count: 16))
        try database.write { db in
            try db.execute(sql: "INSERT INTO thing VALUES (7, ?)", arguments: [id])
            if afterItSettled {
                try db.execute(sql: "INSERT INTO thing VALUES (4096, randomblob(16))")
                #expect(
                    try Int64.fetchOne(db, sql: "SELECT key FROM settled_identifier WHERE key = 7")
                        == 7)
            }
        }
        for sql in [
            "INSERT INTO thing VALUES (5000, ?)", "UPDATE thing SET id = ? WHERE key = 7",
            "UPDATE thing SET key = 9 WHERE id = ?",
        ] {
            #expect(throws: DatabaseError.self) {
                try database.write { try $0.execute(sql: sql, arguments: [id]) }
            }
        }
        let (keys, faults) = try database.read { db in
            (
                try Int64.fetchAll(db, sql: "SELECT key FROM thing WHERE id = ?", arguments: [id]),
                try IdentifierIndex.faults(of: "thing", in: db)
            )
        }
        #expect(keys == [7])
        #expect(faults == [])
    }

    @Test func aWrongIndexIsTold() throws {
        try database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO thing VALUES (1, randomblob(16)), (2, randomblob(16));
                    DELETE FROM latest_identifier WHERE key = 1;
                    """)
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
