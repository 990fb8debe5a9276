import Charter
import Foundation
import HubStore
import Simulation
import SyncCore
import Testing

/// Random histories on the hub's real store: lost messages, hubs and offices put back to backups,
/// live copies, erasures, decisions. What the simulator does with a hub in memory, with the file.
@Suite("Random histories on the hub's file")
struct HistoryTests {
    @Test(arguments: 1...12)
    func convergeWithoutGaps(seed: Int) throws {
        let hub = try HubFixture(seed: UInt64(seed))
        var offices = try ["CSS Bobigny", "CSS Pantin", "CSS Drancy"].map(hub.office)
        var backups: [Data] = []
        var copies: [(Int, MemoryOffice)] = []
        var ids: [RecordID] = []
        for _ in 0..<90 {
            let i = hub.generator.below(3)
            switch hub.generator.below(100) {
            case 0..<40:
                if ids.isEmpty || hub.generator.below(3) == 0 { ids.append(hub.newID()) }
                let id = ids[hub.generator.below(ids.count)]
                hub.write(&offices[i], id, [Self.value(&hub.generator)])
            case 40..<72:
                try Self.syncBadly(&offices[i], hub)
            case 72..<78:
                let held = try hub.part(of: nil).keys.sorted()
                guard !held.isEmpty else { continue }
                try hub.hub.share(
                    held[hub.generator.below(held.count)], with: offices[i].number, by: "admin")
            case 78..<86:
                try Self.resolveSomething(hub)
            case 86..<90:
                if let id = ids.randomElement(using: &hub.generator) { offices[i].erase(id) }
            case 90..<93:
                copies.append((i, offices[i]))
            case 93..<95:
                guard let (j, copy) = copies.randomElement(using: &hub.generator) else { continue }
                offices[j] = copy
                offices[j].reopen()
            case 95..<97:
                backups.append(try hub.backup())
            case 97..<98:
                if let backup = backups.randomElement(using: &hub.generator) {
                    try hub.restore(backup)
                }
            default:
                try hub.reopen()
            }
            #expect(try hub.channelFaults() == [])
        }
        for _ in 0..<4 {
            for i in offices.indices { try hub.sync(&offices[i], limit: 7) }
        }
        for office in offices {
            #expect(try hub.part(of: office.number) == HubFixture.states(office))
            #expect(office.isOutboxEmpty)
        }
        #expect(try hub.channelFaults() == [])
        #expect(try Self.readableRowsAreCurrent(hub))
    }

    /// What the histories are judged by notices what it is there for.
    @Test(arguments: [
        "UPDATE office SET held = held + 1", "UPDATE office SET seq = seq + 1", "DELETE FROM tag",
        "UPDATE record SET audience = '1:2' WHERE key = 2", "UPDATE feed SET last_key = 4",
        "UPDATE feed SET first_key = 2", "INSERT INTO feed VALUES (1, 1, 2, 2)",
        "UPDATE feed SET last_key = 2; INSERT INTO feed VALUES (1, 1, 3, 3)",
        "DELETE FROM record WHERE key = 2",
    ])
    func damagedChannelsAreNoticed(sql: String) throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        for _ in 0..<3 { hub.write(&office, hub.newID(), [("status", .code("draft"))]) }
        try hub.sync(&office)
        #expect(try hub.channelFaults() == [])
        try hub.damage(sql)
        #expect(try hub.channelFaults() != [])
    }

    private static func value(
        _ generator: inout SeededGenerator
    ) -> (StaticString, Value) {
        switch generator.below(5) {
        case 0: ("status", .code("draft"))
        case 1: ("status", .code("signed"))
        case 2: ("renewals", .number(Int64(generator.below(20))))
        case 3: ("domains/social", .flag(generator.below(2) == 0))
        default: ("decision", .withdrawn)
        }
    }

    private static func syncBadly(_ office: inout MemoryOffice, _ hub: HubFixture) throws {
        var machine = OfficeExchange(charterDigest: hub.charterDigest, sha256: simulatedHash)
        for _ in 0..<hub.generator.below(4) {
            let loses = (hub.generator.below(6) == 0, hub.generator.below(6) == 0)
            if try hub.exchange(&office, &machine, limit: 5, loses: loses) == nil { return }
        }
    }

    private static func resolveSomething(_ hub: HubFixture) throws {
        guard let found = try hub.hub.conflicts(limit: 5).conflicts.first else { return }
        try hub.hub.resolve(
            found.conflict.record, found.conflict.field,
            to: found.conflict.state.versions[0].value, shown: found.shown, by: "admin")
    }

    /// Laying the readable rows out anew changes none of them.
    private static func readableRowsAreCurrent(_ hub: HubFixture) throws -> Bool {
        let rows = try hub.dump()["summary_contract"]
        let charter = hub.hub.charter
        try hub.store.write {
            try $0.adopt(charter.source, schema: charter.summarySchema, on: HubFixture.day)
        }
        return try hub.dump()["summary_contract"] == rows
    }
}
