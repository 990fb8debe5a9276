import HubStore
import Simulation
import SyncCore
import Testing

/// Which record of its office the store finds under a reference, and how much of what is named it
/// reads.
@Suite("References in the hub's store") struct ReferenceTests {
    private func find(
        _ references: [RecordReference], of office: OfficeNumber, in hub: HubFixture
    ) throws -> [RecordReference: RecordID] {
        try hub.store.read { reader in
            try reader.find(HubReads(ids: [], references: references), for: office).references
        }
    }

    /// Writes records that begin with the same 24 bits, and differ in the next.
    private func write(_ range: Range<Int>, by office: inout MemoryOffice, at hub: HubFixture)
        throws -> [RecordID]
    {
        let ids = range.map { RecordID(bits: 0xabcdef << 104 | UInt128($0) << 88) }
        for id in ids { hub.write(&office, id, [("status", .code("draft"))]) }
        try hub.sync(&office)
        return ids
    }

    @Test func aReferenceIsAsLongAsTheRequestSays() throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        let ids = try write(0..<2, by: &office, at: hub)
        let long = ids.map { RecordReference(to: $0, bitCount: 40) }
        #expect(
            try find(long, of: office.number, in: hub) == [long[0]: ids[0], long[1]: ids[1]])
        for bitCount in [16, 24, 39] {
            let short = RecordReference(to: ids[0], bitCount: bitCount)
            #expect(try find([short], of: office.number, in: hub) == [:])
        }
    }

    @Test func recordsOfOtherOfficesAreInNobodysWay() throws {
        let hub = try HubFixture()
        var (mine, theirs) = (try hub.office("CSS Bobigny"), try hub.office("CSS Pantin"))
        let id = try write(0..<1, by: &mine, at: hub)[0]
        let short = RecordReference(to: id, bitCount: 24)
        _ = try write(1..<32, by: &theirs, at: hub)
        #expect(try find([short], of: mine.number, in: hub) == [short: id])
        #expect(try find([short], of: OfficeNumber(3), in: hub) == [:])
        // More than chance brings about: nobody looks through all of them.
        _ = try write(32..<33, by: &theirs, at: hub)
        #expect(try find([short], of: mine.number, in: hub) == [:])
        let long = RecordReference(to: id, bitCount: 40)
        #expect(try find([long], of: mine.number, in: hub) == [long: id])
    }

    @Test func anErasedRecordCountsToo() throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        let ids = try write(0..<2, by: &office, at: hub)
        office.erase(ids[1])
        try hub.sync(&office)
        let short = RecordReference(to: ids[0], bitCount: 24)
        #expect(try find([short], of: office.number, in: hub) == [:])
    }

    @Test func anEditIsOneExchangeAndAnUnseenOneStaysBesideIt() throws {
        let hub = try HubFixture()
        var (bobigny, pantin) = (try hub.office("CSS Bobigny"), try hub.office("CSS Pantin"))
        let id = hub.write(&bobigny, hub.newID(), [("status", .code("draft"))])
        try hub.sync(&bobigny)
        try hub.hub.share(id, with: pantin.number, by: "admin")
        try hub.sync(&pantin)
        hub.write(&bobigny, id, [("status", .code("signed"))])
        hub.write(&pantin, id, [("status", .code("expired"))])
        var machine = OfficeExchange(charterDigest: hub.charterDigest, sha256: simulatedHash)
        _ = try hub.exchange(&bobigny, &machine, limit: 10)
        #expect(bobigny.isOutboxEmpty)
        let before = try hub.dump()

        // What the hub holds is not what this office superseded: nothing is stored.
        machine = OfficeExchange(charterDigest: hub.charterDigest, sha256: simulatedHash)
        _ = try hub.exchange(&pantin, &machine, limit: 10)
        #expect(!pantin.isOutboxEmpty)
        #expect(try hub.dump()["record"] == before["record"])
        _ = try hub.exchange(&pantin, &machine, limit: 10)
        #expect(pantin.isOutboxEmpty)
        let values = try hub.part(of: nil)[id]!.unpacked()[FieldName(text: "status")!].versions
            .map(\.value)
        #expect(Set(values) == [.code("signed"), .code("expired")])
        #expect(try hub.channelFaults() == [])
    }

    /// One small request can name many large records.
    @Test func noMoreIsReadThanThereIsRoomFor() throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        let ids = try write(0..<6, by: &office, at: hub)
        office.erase(ids[4])
        try hub.sync(&office)
        let states = try hub.part(of: nil)
        let referred = RecordReference(to: ids[5], bitCount: 40)
        for room in 0...6 {
            let reads = HubReads(
                ids: Array(ids[..<5]), references: [referred],
                limitBytes: room * states[ids[0]]!.byteCount)
            let found = try hub.store.read { try $0.find(reads, for: office.number) }
            let (held, audience) = (ids[..<4] + ids[5...], Set([office.number]))
            #expect(found.unread == Set(held.dropFirst(room)))
            #expect(found.erased == [ids[4]])
            #expect(found.references == [referred: ids[5]])
            for (place, id) in held.enumerated() {
                let state = place < room ? states[id] : nil
                #expect(found.rows[id] == HubRow(state: state, audience: audience))
            }
            #expect(found.rows[ids[4]] == HubRow(state: nil, audience: audience))
        }
    }

    @Test func ofWhatIsErasedOrNamedTwiceNothingIsReadAgain() throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        let ids = try write(0..<3, by: &office, at: hub)
        let states = try hub.part(of: nil)
        let again = RecordReference(to: ids[0], bitCount: 40)
        let reads = HubReads(
            ids: [ids[0]], erasures: [ids[1], ids[0]], references: [again], limitBytes: 1)
        let found = try hub.store.read { try $0.find(reads, for: office.number) }
        #expect(found.unread == [] && found.erased == [])
        #expect(
            found.rows == [
                ids[0]: HubRow(state: states[ids[0]], audience: [office.number]),
                ids[1]: HubRow(state: nil, audience: [office.number]),
            ])
    }
}
