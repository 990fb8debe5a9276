import Charter
import Foundation
import GRDB
import Simulation
import StoreFile
import SyncCore
import Testing

@testable import HubStore

@Suite("A store of an earlier version")
final class EarlierStoreTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("hub-\(UUID().uuidString)")
    private var path: String { folder.appendingPathComponent("hub.sqlite").path }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The form before certificates: each office has a secret and can't be shut out.
    private static let secrets = StoreKind(
        applicationID: HubSchema.kind.applicationID,
        migrations: Array(HubSchema.kind.migrations.prefix(1)))

    @Test func keepsItsOfficesAndKnowsWhatTheyHold() throws {
        let digests = (1...2).map { simulatedHash([UInt8($0)]) }
        let pool = try StoreFile.create(at: path, Self.secrets)
        try pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO charter (source, adopted) VALUES (?, '2026-09-01');
                    INSERT INTO office VALUES (1, 'CSS Bobigny', ?, '2026-09-02', '2026-09-29', 7);
                    INSERT INTO office VALUES (4, 'CSS Pantin', ?, '2026-09-03', NULL, 0);
                    INSERT INTO record (key, id) VALUES (1, zeroblob(16));
                    INSERT INTO audience VALUES (1, 1, 7);
                    """,
                arguments: [Charter.insertion().source, Data(digests[0]), Data(digests[1])])
        }
        try StoreFile.close(pool)

        let store = try SQLiteHub(at: path, random: { 7 })
        let hub = try Hub(
            store,
            .init(sha256: simulatedHash, random: { 7 }, today: { HubFixture.day }))
        let (bobigny, pantin) = (OfficeNumber(1), OfficeNumber(4))
        #expect(
            try hub.offices() == [
                Office(
                    number: bobigny, name: "CSS Bobigny", enrolled: "2026-09-02",
                    lastExchange: "2026-09-29", head: 7, revoked: nil),
                Office(
                    number: pantin, name: "CSS Pantin", enrolled: "2026-09-03",
                    lastExchange: nil, head: 0, revoked: nil),
            ])
        #expect(try digests.map { try hub.office(ofSecretDigest: $0) } == [bobigny, pantin])
        #expect(try store.read { try [bobigny, pantin].map($0.held) } == [1, 0])
        // And from here on it can be shut out, and let in by a code.
        try hub.revoke(bobigny, by: "admin")
        #expect(try hub.office(ofSecretDigest: digests[0]) == nil)
        let again = try hub.enrol(
            "css bobigny", codeDigest: simulatedHash([3]), until: 100, by: "admin")
        #expect(again == bobigny)
        #expect(
            try hub.admissions(at: 99)
                == [
                    bobigny: OfficeAdmission(
                        revoked: HubFixture.day, certificateUntil: nil, codeUntil: 100),
                    pantin: OfficeAdmission(
                        revoked: nil, certificateUntil: nil, codeUntil: nil),
                ])
        try hub.close()
    }

    /// The form in which a table had a row for each office of each record.
    private static let audiences = StoreKind(
        applicationID: HubSchema.kind.applicationID,
        migrations: Array(HubSchema.kind.migrations.prefix(3)))

    @Test func tellsEachOfficeWhatItToldBefore() throws {
        let pool = try StoreFile.create(at: path, Self.audiences)
        try pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO charter (source, adopted) VALUES (?, '2026-09-01');
                    INSERT INTO office (number, name, enrolled, seq)
                        VALUES (1, 'Bobigny', '', 3), (4, 'Pantin', '', 2), (5, 'Drancy', '', 0);
                    INSERT INTO tag VALUES (1, 1, 7), (1, 2, 7), (1, 3, 7), (4, 1, 7), (4, 2, 7);
                    """,
                arguments: [Charter.insertion().source])
            for key in 1...9 {
                try db.execute(
                    sql: "INSERT INTO record (key, id) VALUES (?, ?)",
                    arguments: [key, Data([UInt8](repeating: UInt8(key), count: 16))])
            }
            try db.execute(
                sql: """
                    INSERT INTO audience VALUES
                        (1, 1, 2), (2, 1, 2), (3, 1, 1), (4, 1, 2), (5, 1, 2), (6, 1, 2), (9, 1, 3),
                        (9, 4, 1), (3, 4, 2), (7, 4, 1), (8, 4, 1);
                    """)
        }
        try StoreFile.close(pool)

        let store = try SQLiteHub(at: path, random: { 7 })
        defer { try? store.close() }
        func told(_ office: Int64) throws -> [[UInt64]] {
            var pager = FeedPager(cursor: 0, told: [], pageRows: 100)
            try store.read { try $0.feed(of: OfficeNumber(office), to: &pager) }
            return pager.rows.map { [$0.seq, UInt64($0.id.bytes[0])] }
        }
        #expect(
            try told(1) == [[1, 3], [2, 1], [2, 2], [2, 4], [2, 5], [2, 6], [3, 9]])
        #expect(try told(4) == [[1, 7], [1, 8], [1, 9], [2, 3]])
        #expect(try told(5) == [])
        #expect(try store.pool.read { try FeedFaults.all(in: $0) } == [])
        #expect(
            try store.pool.read { try String.fetchAll($0, sql: "SELECT audience FROM record") }
                == ["1:2", "1:2", "1:1 4:2", "1:2", "1:2", "1:2", "4:1", "4:1", "1:3 4:1"])
        #expect(
            try store.read { try $0.parts() } == [
                OfficeNumber(1): OfficePart(records: 0, erased: 7),
                OfficeNumber(4): OfficePart(records: 0, erased: 4),
                OfficeNumber(5): OfficePart(records: 0, erased: 0),
            ])
    }
}
