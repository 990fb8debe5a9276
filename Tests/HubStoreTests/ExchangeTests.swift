import Foundation
import GRDB
import HubStore
import Simulation
import SyncCore
import Testing

@Suite("An exchange with the hub's store")
struct ExchangeTests {
    @Test func firstPushStoresTheWholeState() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        let id = hub.newID()
        hub.write(
            &bobigny, id,
            [
                ("kind", .code("cer")), ("status", .code("signed")), ("renewals", .number(2)),
                ("start-quarter", .number(20263)), ("domains/social", .flag(true)),
                ("domains/professional", .flag(false)), ("decision", .withdrawn),
            ])
        let state = bobigny.rows[id]!.state
        try hub.sync(&bobigny)

        let dump = try hub.dump()
        #expect(
            dump["record"] == ["1 X'\(hex(id.bytes))' 'contract' X'\(hex(state.bytes))' '1:1'"])
        #expect(dump["feed"] == ["1 1 1 1"])
        #expect(dump["tag"]?.count == 1)
        #expect(dump["office"]?.first?.hasSuffix("'2026-09-30' '2026-09-30' 1 NULL 1") == true)
        let row = try hub.outside { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT printf('%s|%d|%s|%s|%d|%d|%d|%d|%d|%d',
                        _id, _conflicts, kind, status, renewals, "start-quarter",
                        "domains/social", "domains/professional", decision IS NULL,
                        "end-quarter" IS NULL)
                    FROM readable_contract
                    """)
        }
        #expect(row == ["\(id)|0|cer|signed|2|20263|1|0|1|1"])
        #expect(try hub.channelFaults() == [])
        #expect(bobigny.isOutboxEmpty)
    }

    @Test func aRepeatedRequestChangesNothing() throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        hub.write(&office, hub.newID(), [("status", .code("draft"))])
        var machine = OfficeExchange(charterDigest: hub.charterDigest, sha256: simulatedHash)
        _ = try hub.exchange(&office, &machine, limit: 10, loses: (false, true))
        let before = try hub.dump()
        _ = try hub.exchange(&office, &machine, limit: 10, loses: (false, true))
        #expect(try hub.dump() == before)
        try hub.sync(&office)
        #expect(try hub.dump() == before)
    }

    @Test func twoOfficesCollideAndAnAdminResolves() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        var pantin = try hub.office("CSS Pantin")
        let id = hub.write(&bobigny, hub.newID(), [("status", .code("draft"))])
        try hub.sync(&bobigny)
        try hub.hub.share(id, with: pantin.number, by: "admin")
        try hub.sync(&pantin)
        #expect(pantin.rows[id]?.state == bobigny.rows[id]?.state)

        hub.write(&bobigny, id, [("status", .code("signed")), ("renewals", .number(1))])
        hub.write(&pantin, id, [("status", .code("expired")), ("renewals", .number(3))])
        try hub.sync(&bobigny)
        try hub.sync(&pantin)

        let conflicts = try hub.hub.conflicts(limit: 10).conflicts
        let conflict = try #require(conflicts.first)
        #expect(conflicts.count == 1)
        #expect(conflict.conflict.field == FieldName(text: "status"))
        #expect(
            Set(conflict.conflict.state.versions.map(\.value)) == [
                .code("signed"), .code("expired"),
            ])
        #expect(conflict.offices.map(\.name) == ["CSS Bobigny", "CSS Pantin"])
        // The readable row leaves out what a person must decide, and applies the charter's rule.
        let rows = try hub.dump()["summary_contract"]
        #expect(rows?.first?.hasPrefix("1 1 NULL NULL NULL 3") == true)

        try hub.hub.resolve(
            id, conflict.conflict.field, to: .code("signed"), shown: conflict.shown, by: "admin")
        try hub.sync(&bobigny)
        try hub.sync(&pantin)
        #expect(try hub.hub.conflicts(limit: 10).conflicts.isEmpty)
        #expect(pantin.rows[id]?.state == bobigny.rows[id]?.state)
        #expect(try hub.part(of: pantin.number) == HubFixture.states(pantin))
        #expect(
            pantin.rows[id]?.state.unpacked()[FieldName(text: "status")!].reading(.ask)
                == .settled(.code("signed")))
        #expect(try hub.channelFaults() == [])
        #expect(try hub.hub.acts(limit: 1).first?.kind == .resolve)
    }

    @Test func anErasureReachesEveryOfficeAndTheFreePages() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        var pantin = try hub.office("CSS Pantin")
        let id = hub.write(&bobigny, hub.newID(), [("status", .code("draft"))])
        hub.write(&bobigny, hub.newID(), [("status", .code("signed"))])
        try hub.sync(&bobigny)
        try hub.hub.share(id, with: pantin.number, by: "admin")
        try hub.sync(&pantin)
        let actor = bobigny.rows[id]!.state.unpacked()[FieldName(text: "status")!].versions[0]
            .dot.actor
        hub.write(&pantin, id, [("status", .code("sent"))])
        let trace = Data(
            pantin.rows[id]!.state.unpacked()[FieldName(text: "status")!]
                .versions[0].dot.actor.bytes)
        try hub.sync(&pantin)
        #expect(try hub.files().contains { $0.range(of: trace) != nil })

        bobigny.erase(id)
        try hub.sync(&bobigny)
        try hub.sync(&pantin)
        #expect(pantin.rows[id] == nil)
        #expect(try hub.part(of: nil).keys.contains(id) == false)
        #expect(
            try hub.dump()["record"]!.count { $0.contains("\(hex(id.bytes))' NULL NULL") } == 1)
        #expect(try hub.dump()["summary_contract"]?.count == 1)
        // Pantin's actor wrote nothing else: its name is in no page and no log any more.
        #expect(try hub.files().allSatisfy { $0.range(of: trace) == nil })
        #expect(actor != ActorID(bytes: Array(trace)))

        // Whatever arrives later, it stays erased.
        var late = try hub.office("CSS Drancy")
        hub.write(&late, id, [("status", .code("signed"))])
        try hub.sync(&late)
        #expect(late.rows[id] == nil)
        #expect(
            try hub.dump()["record"]!.count { $0.contains("\(hex(id.bytes))' NULL NULL") } == 1)
    }

    @Test func aCommitOfManyRecordsTakesSeveralNumbers() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        for _ in 0..<2_000 { hub.write(&bobigny, hub.newID(), [("status", .code("draft"))]) }
        try hub.sync(&bobigny, limit: ExchangeLimits.offers)
        #expect(try hub.hub.offices().map(\.head) == [2])
        #expect(try hub.channelFaults() == [])

        // A page goes on to the end of the number at which it is full.
        var pager = FeedPager(cursor: 0, told: [], pageRows: 700)
        try hub.store.read { try $0.feed(of: bobigny.number, to: &pager) }
        #expect(pager.rows.count == 1_000)
        #expect(pager.cursor == 1)
        #expect(pager.more)

        // An empty copy of the office gets all of it.
        var copy = MemoryOffice(number: bobigny.number)
        var machine = OfficeExchange(charterDigest: hub.charterDigest, sha256: simulatedHash)
        while try hub.exchange(&copy, &machine, limit: 1)!.next == .again {}
        #expect(HubFixture.states(copy) == HubFixture.states(bobigny))
    }

    @Test func aHubPutBackToABackupGetsEverythingBack() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        let kept = hub.write(&bobigny, hub.newID(), [("status", .code("draft"))])
        try hub.sync(&bobigny)
        let backup = try hub.backup()

        let lost = hub.write(&bobigny, hub.newID(), [("status", .code("signed"))])
        hub.write(&bobigny, kept, [("status", .code("sent"))])
        try hub.sync(&bobigny)
        let whole = try hub.part(of: nil)
        #expect(Set(whole.keys) == [kept, lost])

        try hub.restore(backup)
        #expect(Set(try hub.part(of: nil).keys) == [kept])
        var machine = OfficeExchange(charterDigest: hub.charterDigest, sha256: simulatedHash)
        let first = try hub.exchange(&bobigny, &machine, limit: 10)
        #expect(first?.directives.contains { if case .goBack = $0 { true } else { false } } == true)
        try hub.sync(&bobigny)
        #expect(try hub.part(of: nil) == whole)
        #expect(try hub.channelFaults() == [])
    }

    @Test func forgottenTagsCostAFullExchangeAndLoseNothing() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        for _ in 0..<3 {
            hub.write(&bobigny, hub.newID(), [("status", .code("draft"))])
            try hub.sync(&bobigny)
        }
        var away = bobigny
        for _ in 0..<5 {
            hub.write(&bobigny, hub.newID(), [("status", .code("draft"))])
            try hub.sync(&bobigny)
        }
        try hub.hub.pruneTags(keeping: 2)
        #expect(try hub.dump()["tag"]?.count == 2)
        away.reopen()
        hub.write(&away, hub.newID(), [("status", .code("sent"))])
        try hub.sync(&away)
        try hub.sync(&bobigny)
        #expect(HubFixture.states(away) == HubFixture.states(bobigny))
        #expect(try hub.part(of: nil) == HubFixture.states(away))
    }

    @Test func officesHoldEqualDigestsWithTheHub() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        var pantin = try hub.office("CSS Pantin")
        for _ in 0..<20 { hub.write(&bobigny, hub.newID(), [("status", .code("draft"))]) }
        hub.write(&pantin, hub.newID(), [("status", .code("sent"))])
        try hub.sync(&bobigny)
        try hub.sync(&pantin)
        func digest(_ states: [RecordID: PackedRecord]) -> [UInt8] {
            var digest = PartDigest(sha256: simulatedHash)
            for (id, state) in states.sorted(by: { $0.key < $1.key }) {
                digest.add(id, packed: state.bytes)
            }
            return digest.bytes
        }
        #expect(
            try hub.hub.digest(of: bobigny.number).bytes == digest(HubFixture.states(bobigny)))
        #expect(try hub.hub.digest(of: pantin.number).bytes == digest(HubFixture.states(pantin)))
        let all = HubFixture.states(bobigny).merging(HubFixture.states(pantin)) { a, _ in a }
        #expect(try hub.hub.digest(of: nil).bytes == digest(all))
        #expect(throws: HubRefusal.officeUnknown) {
            try hub.hub.digest(of: OfficeNumber(99))
        }
    }
}

func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02X", $0) }.joined()
}

extension HubFixture {
    /// The bytes of the store's files, as somebody who takes the disk would find them.
    func files() throws -> [Data] {
        try ["", "-wal"].compactMap { end in
            FileManager.default.fileExists(atPath: path + end)
                ? try Data(contentsOf: URL(fileURLWithPath: path + end)) : nil
        }
    }
}
