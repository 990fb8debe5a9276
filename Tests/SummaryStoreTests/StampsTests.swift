import GRDB
import Simulation
import StoreFile
import SyncCore
import Testing

@testable import SummaryStore

/// Runs of stamps against a table with one row a key.
@Suite struct StampsTests {
    @Test(arguments: 1...20)
    func sayWhatATableWithARowForEachKeyWouldSay(seed: UInt64) throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        var generator = SeededGenerator(seed: seed)
        var model: [Int64: Int64] = [:]
        try store.write { db in
            let stamps = Stamps(in: db)
            for _ in 0..<60 {
                let first = Int64(1 + generator.below(20))
                let keys = first...(first + Int64(generator.below(6)))
                let stamp = generator.below(4) == 0 ? nil : Int64(generator.below(3))
                try stamps.set(stamp, of: keys)
                for key in keys { model[key] = stamp }
                for key in Int64(0)...30 {
                    #expect(try stamps.stamp(of: key) == model[key], "\(keys) \(stamp ?? -1)")
                }
                #expect(try Self.faults(db) == [], "\(keys) \(stamp ?? -1)")
            }
        }
    }

    @Test func aBatchIsOneRow() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        for _ in 0..<9 { _ = try store.write(store.charter.clearedContract(), to: store.newID()) }
        func head() throws -> UInt64 { try store.read { try store.position($0).head.seq } }
        try bench.sync(store, as: 1)
        let first = try head()
        #expect(try store.read { try Self.runs($0) } == ["1-9: \(first)"])
        var ids: [RecordID] = []
        try store.identifiers(ofType: Code(literal: "contract")) { ids.append($0) }
        _ = try store.write(store.charter.clearedContract(status: "signed"), to: ids[4])
        try bench.sync(store, as: 1)
        let second = try head()
        #expect(
            try store.read { try Self.runs($0) }
                == ["1-4: \(first)", "5-5: \(second)", "6-9: \(first)"])
        // A hub that lost the second number hears of that record alone, and all of it.
        try store.write { try Stamps(in: $0).goBack(to: Int64(first)) }
        #expect(try store.read { try Self.runs($0) } == ["1-4: \(first)", "6-9: \(first)"])
        #expect(try store.outbox().offers.map(\.id) == [ids[4]])
        #expect(try store.outbox().offers[0].fields.unpacked() == store.record(ids[4]))
    }

    @Test func whatWaitsWithoutAStampIsOfferedWholeAfterARewind() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        for _ in 0..<3 { _ = try store.write(store.charter.clearedContract(), to: store.newID()) }
        try bench.sync(store, as: 1)
        try store.write { db in
            let stamps = Stamps(in: db)
            // Of the second the hub was never known to hold all, of the third it was.
            try stamps.set(nil, of: 2...2)
            for key in 2...3 {
                try db.execute(sql: "INSERT INTO unsent VALUES (?, 'status')", arguments: [key])
            }
            try stamps.goBack(to: 1_000)
            #expect(
                try String.fetchAll(db, sql: "SELECT key || ' ' || dirty FROM unsent ORDER BY key")
                    == ["2 *", "3 status"])
        }
    }

    private static func runs(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT first_key || '-' || last_key || ': ' || stamp FROM stamp ORDER BY first_key
                """)
    }

    /// Runs that overlap, or that touch and say the same before and after.
    private static func faults(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT a.first_key || ' ' || b.first_key FROM stamp AS a JOIN stamp AS b
                ON a.first_key < b.first_key AND a.last_key >= b.first_key
                """)
    }
}
