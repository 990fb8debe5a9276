import Charter
import HubStore
import Simulation
import SyncCore
import Testing

@Suite("What admins do at the hub")
struct DecisionTests {
    static let status = FieldName(text: "status")!

    /// A record on whose status two offices disagree.
    private func collision(
        _ hub: HubFixture
    ) throws -> (id: RecordID, bobigny: MemoryOffice, pantin: MemoryOffice) {
        var bobigny = try hub.office("CSS Bobigny")
        var pantin = try hub.office("CSS Pantin")
        let id = hub.write(
            &bobigny, hub.newID(), [("status", .code("draft")), ("start-quarter", .number(20263))])
        try hub.sync(&bobigny)
        try hub.hub.share(id, with: pantin.number, by: "admin")
        try hub.sync(&pantin)
        hub.write(&bobigny, id, [("status", .code("signed")), ("start-quarter", .number(20264))])
        hub.write(&pantin, id, [("status", .code("expired")), ("start-quarter", .number(20262))])
        try hub.sync(&bobigny)
        try hub.sync(&pantin)
        return (id, bobigny, pantin)
    }

    private func shown(_ hub: HubFixture) throws -> ShownToken {
        let conflicts = try hub.hub.conflicts(limit: 10).conflicts
        return try #require(conflicts.first { $0.conflict.field == Self.status }).shown
    }

    @Test func whatArrivedAfterTheConflictWasShownStaysAConflict() throws {
        let hub = try HubFixture()
        var (id, bobigny, pantin) = try collision(hub)
        let token = try #require(ShownToken(try shown(hub).description))
        hub.write(&bobigny, id, [("status", .code("terminated"))])
        try hub.sync(&bobigny)

        try hub.hub.resolve(id, Self.status, to: .code("signed"), shown: token, by: "admin")
        let state = try hub.hub.show(id).state[Self.status]
        #expect(Set(state.versions.map(\.value)) == [.code("signed"), .code("terminated")])

        try hub.hub.resolve(
            id, Self.status, to: .code("terminated"), shown: try shown(hub), by: "admin")
        #expect(
            try hub.hub.show(id).state[Self.status].reading(.ask) == .settled(.code("terminated")))
        try hub.sync(&bobigny)
        try hub.sync(&pantin)
        #expect(HubFixture.states(bobigny) == HubFixture.states(pantin))
        #expect(try hub.part(of: nil) == HubFixture.states(pantin))
    }

    @Test func refusalsChangeNothing() throws {
        let hub = try HubFixture()
        let (id, _, _) = try collision(hub)
        let token = try shown(hub)
        let before = try hub.dump()
        func expect(_ refusal: HubRefusal, _ body: () throws -> Void) {
            #expect(throws: refusal, performing: body)
        }
        let store = hub.hub
        expect(.shownUnknown) {
            try store.resolve(
                id, Self.status, to: .code("signed"), shown: ShownToken("00000000.1")!, by: "a")
        }
        expect(.shownUnknown) {
            let later = token.description.replacing(".1", with: ".900").replacing(
                ".2", with: ".900")
            try store.resolve(
                id, Self.status, to: .code("signed"), shown: ShownToken(later)!, by: "a")
        }
        expect(.valueRefused) {
            try store.resolve(id, Self.status, to: .code("drunk"), shown: token, by: "a")
        }
        expect(.fieldOfOffice) {
            try store.resolve(
                id, FieldName(text: "start-quarter")!, to: .number(20263), shown: token, by: "a")
        }
        expect(.fieldUnknown) {
            try store.decide(id, [FieldName(text: "nir")!: .number(1)], by: "a")
        }
        expect(.notInConflict) {
            try store.resolve(
                id, FieldName(text: "decision")!, to: .code("favourable"), shown: token, by: "a")
        }
        expect(.inConflict) { try store.decide(id, [Self.status: .code("signed")], by: "a") }
        expect(.recordUnknown) { try store.share(hub.newID(), with: OfficeNumber(1), by: "a") }
        expect(.officeUnknown) { try store.share(id, with: OfficeNumber(99), by: "a") }
        expect(.officeExists) {
            _ = try store.enrol("css bobigny", secretDigest: simulatedHash([1]), by: "a")
        }
        for name in ["", " CSS", "CSS\u{7}", String(repeating: "x", count: 81)] {
            expect(.officeName) {
                _ = try store.enrol(name, secretDigest: simulatedHash([2]), by: "a")
            }
        }
        #expect(try hub.dump() == before)
    }

    @Test func aDecisionIsWrittenWholeOrNotAtAll() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        let id = hub.write(&bobigny, hub.newID(), [("status", .code("sent"))])
        try hub.sync(&bobigny)
        let decision = FieldName(text: "decision")!
        let codes = hub.hub.charter.summarySchema.type(HubFixture.contract)!.field(of: decision)!
        guard case .code(let decisions) = codes.shape else { return }
        let before = try hub.dump()
        #expect(throws: HubRefusal.valueRefused) {
            try hub.hub.decide(
                id, [decision: .code(decisions[0].name), Self.status: .code("drunk")], by: "a")
        }
        #expect(try hub.dump() == before)

        try hub.hub.decide(
            id, [decision: .code(decisions[0].name), Self.status: .code("validated")], by: "a")
        try hub.sync(&bobigny)
        let state = bobigny.rows[id]!.state.unpacked()
        #expect(state[decision].reading(.ask) == .settled(.code(decisions[0].name)))
        #expect(state[Self.status].reading(.ask) == .settled(.code("validated")))
        #expect(try hub.hub.acts(limit: 2).map(\.about) == ["status", "decision"])
    }

    @Test func everyOpeningWritesUnderAnActorOfItsOwn() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        let id = hub.write(&bobigny, hub.newID(), [("status", .code("sent"))])
        try hub.sync(&bobigny)
        func actor() throws -> ActorID {
            try hub.hub.show(id).state[Self.status].versions[0].dot.actor
        }
        try hub.hub.decide(id, [Self.status: .code("validated")], by: "a")
        let first = try actor()
        try hub.hub.decide(id, [Self.status: .code("adjourned")], by: "a")
        #expect(try actor() == first)
        let other = try hub.another()
        try other.decide(id, [Self.status: .code("validated")], by: "a")
        let second = try actor()
        #expect(second != first)
        try hub.reopen()
        try hub.hub.decide(id, [Self.status: .code("adjourned")], by: "a")
        #expect(try actor() != second)
        #expect(try actor() != first)
    }

    @Test func anAdminErasesForEver() throws {
        let hub = try HubFixture()
        var (id, bobigny, pantin) = try collision(hub)
        try hub.hub.erase(id, by: "admin")
        #expect(throws: HubRefusal.recordErased) { try hub.hub.show(id) }
        hub.write(&bobigny, id, [("status", .code("draft"))])
        try hub.sync(&bobigny)
        try hub.sync(&pantin)
        #expect(bobigny.rows.isEmpty && pantin.rows.isEmpty)
        #expect(try hub.hub.conflicts(limit: 10).conflicts.isEmpty)
        #expect(try hub.hub.counts().erased == 1)
        #expect(try hub.hub.parts()[pantin.number] == OfficePart(records: 0, erased: 1))
    }

    @Test func tokensReadBackAsTheyWerePrinted() throws {
        let actors = [1, 2].map { ActorID(bits: UInt128($0) << 120) }
        var field = FieldState()
        for (n, actor) in actors.enumerated() {
            let dot = Dot(actor: actor, n: UInt64(n + 3))
            field = field.joined(
                with: FieldState(Version(dot: dot, past: VersionVector(), value: .flag(n == 0))))
        }
        let token = ShownToken(of: field)
        #expect(token.description == "01000000.3-02000000.4")
        #expect(ShownToken(token.description) == token)
        for bad in ["", "x", "01000000", "01000000.0", "0100000.1", "0100000G.1", "01000000.1-"] {
            #expect(ShownToken(bad) == nil)
        }
    }
}
