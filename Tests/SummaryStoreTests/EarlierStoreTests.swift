import Charter
import Foundation
import GRDB
import Simulation
import StoreFile
import SyncCore
import Testing

@testable import SummaryStore

/// A store in the form in which each record's row said whether it waits.
@Suite struct EarlierStoreTests {
    private static let rows = StoreKind(
        applicationID: SummaryStore.kind.applicationID,
        migrations: Array(SummaryStore.kind.migrations.prefix(4)))

    @Test func keepsWhatWaitsWhatIsSettledAndTheJournal() throws {
        let bench = try OfficeBench()
        let charter = Charter.insertion()
        let path = bench.path("summaries.sqlite")
        let pool = try StoreFile.create(at: path, Self.rows)
        let ids = (1...6).map { RecordID(bits: UInt128($0) << 104) }
        let states = ids.map { id in
            var state = RecordState(type: Code(literal: "contract"))
            for name in ["kind", "status"] {
                state.write(
                    .code(Code(literal: "rmi")), to: FieldName(text: name)!,
                    dot: Dot(actor: ActorID(bits: id.bits), n: name == "kind" ? 1 : 2),
                    shown: FieldState())
            }
            return state
        }
        // Stamp and dirty fields of each: two settled together, an edited one, a new one, one apart.
        let marks: [(stamp: Int64?, dirty: String?)] = [
            (4, nil), (4, nil), (4, "status"), (nil, "*"), (2, nil), (nil, "*"),
        ]
        try pool.write { db in
            try db.execute(
                sql: "INSERT INTO charter (source, accepted) VALUES (?, 1)",
                arguments: [charter.source])
            for (index, (state, mark)) in zip(states, marks).enumerated() {
                let packed = PackedRecord(state)
                let digest = StateDigest(of: packed, by: simulatedHash)
                try db.execute(
                    sql: """
                        INSERT INTO summary VALUES (?, ?, 'contract', ?, ?, ?, ?, ?, 0)
                        """,
                    arguments: [
                        index + 1, Data(ids[index].bytes), Data(packed.bytes),
                        Int64(bitPattern: digest.bits), mark.stamp, mark.dirty, index == 5 ? 1 : 0,
                    ])
                try db.execute(
                    sql: "INSERT INTO disclosure (at, record, fields) VALUES (9, ?, ?)",
                    arguments: [index + 1, index == 2 ? nil : Data(packed.bytes)])
            }
            try db.execute(
                sql: """
                    INSERT INTO quarantine VALUES (6, 'status', 'field-unknown');
                    INSERT INTO disclosure (at, record) VALUES (9, 40);
                    """)
        }
        try StoreFile.close(pool)

        let store = try bench.open("summaries.sqlite")
        #expect(try store.faults() == [])
        #expect(try store.checkInvariants())
        #expect(try store.recordCount() == 6)
        #expect(
            try store.status()
                == .init(
                    waiting: 2, erasuresWaiting: 0, quarantined: 1, inConflict: 0, lastSync: nil))
        #expect(try ids.map { try store.record($0) } == states)
        let offers = try store.outbox(sendingAt: 10).offers
        #expect(offers.map(\.id) == [ids[2], ids[3]])
        #expect(offers.map(\.fields.shape.names.count) == [1, 2])
        #expect(
            try store.read { db in
                try (1...6).map { try Stamps(in: db).stamp(of: $0) }
            } == marks.map(\.stamp))
        #expect(try store.quarantined().map(\.record) == [ids[5]])
        var lines: [SummaryStore.Disclosure] = []
        try store.disclosures { lines.append($0) }
        // The new one was said already; the edited one's fields were not.
        #expect(lines.map(\.at) == [9, 9, 9, 9, 9, 9, 9, 10])
        #expect(lines.map(\.record) == ids + [nil, ids[2]])
        #expect(lines[2].content == .erasedSince && lines[6].content == .erasedSince)
        // No record takes the place of one that the journal tells of.
        let new = store.newID()
        _ = try store.write(store.charter.clearedContract(), to: new)
        #expect(
            try store.read { try Int64.fetchOne($0, sql: "SELECT max(key) FROM summary") } == 41)
        // A hub that lost what came after 3 hears of three again, and not of the fifth.
        try store.write { try Stamps(in: $0).goBack(to: 3) }
        #expect(try store.outbox().offers.map(\.id) == Array(ids.prefix(4)) + [new])
    }
}
