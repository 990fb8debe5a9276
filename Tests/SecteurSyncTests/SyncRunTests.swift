import Charter
import Console
import Simulation
import SummaryStore
import SyncCore
import Testing
import Transport

@testable import secteur_sync

@Suite struct SyncRunTests {
    let office: TestOffice
    let other: TestOffice
    let hub: TestHub
    let sync: Sync

    init() throws {
        office = try TestOffice(1)
        other = try TestOffice(2)
        hub = TestHub(offices: [office, other])
        sync = Sync(office, hub)
    }

    /// The other office writes contracts, and the hub's admin shares them with this one.
    private func shareContracts(_ count: Int) throws {
        for _ in 0..<count { try other.writeContract() }
        _ = try Sync(other, hub).run()
        var generator = SeededGenerator(seed: 1)
        for id in hub.memory.records.keys.sorted() {
            hub.memory.share(id, with: office.number, using: &generator)
        }
    }

    // MARK: In peace

    @Test func oneRoundTripSendsWhatWaits() throws {
        let ids = try [office.writeContract(), office.writeContract()]
        let report = try sync.run()
        #expect(report.state == .inSync)
        #expect(report.exit == .ok)
        #expect(report.waiting == 0)
        #expect(report.tally.sent == 2)
        #expect(report.tally.received == 0)
        #expect(report.tally.exchanges == 1)
        #expect(Set(hub.memory.records.keys) == Set(ids))
        #expect(report.status.lastSync == 1_790_000_000)
    }

    @Test func withNothingNewASyncIsOneEmptyExchange() throws {
        try office.writeContract()
        _ = try sync.run()
        let report = try sync.run()
        #expect(report.tally.isEmpty)
        #expect(report.tally.exchanges == 1)
        #expect(hub.requests.last?.offerCount == 0)
    }

    @Test func whatTheHubAsksToEraseGoesAndWhatIsErasedHereIsAsked() throws {
        let ids = try [office.writeContract(), office.writeContract()]
        _ = try sync.run()
        try office.store.erase(ids[0])
        var generator = SeededGenerator(seed: 1)
        hub.memory.erase(ids[1], using: &generator)
        let report = try sync.run()
        #expect(report.tally.erasuresSent == 1)
        #expect(report.tally.erasuresReceived == 1)
        #expect(try office.store.recordCount() == 0)
        #expect(hub.memory.records.isEmpty)
    }

    @Test func aLongPullGoesOnPageByPage() throws {
        try shareContracts(7)
        hub.pageRows = 2
        let report = try sync.run()
        #expect(report.tally.received == 7)
        #expect(report.tally.exchanges == 4)
        #expect(try office.store.partDigest() == other.store.partDigest())
    }

    /// Every request that is on its way when another sync of the file is faster was made from where the
    /// office no longer is. Asking on from there would be in vain, once for each page.
    @Test func aSyncThatIsOvertakenGoesOnFromWhereTheOfficeIs() throws {
        try shareContracts(200)
        // No page that was asked for ahead ends where the rival's ended.
        hub.pageRows = 2
        let rival = office.store
        var generator = SeededGenerator(seed: 2)
        hub.beforeAnswer = { [unowned hub, unowned office] _ in
            guard hub.requests.count == 10 else { return }
            var exchange = OfficeExchange(
                charterDigest: rival.charter.digest(simulatedHash), sha256: simulatedHash)
            let request = exchange.request(from: try rival.outbox(sendingAt: 0))
            let answer = try hub.memory.answer(
                request.encoded(), from: office.number, pageRows: 3, using: &generator)
            _ = try rival.receive(ExchangeAnswer(decoding: answer), by: &exchange)
        }
        let report = try sync.run()
        #expect(report.state == .inSync)
        #expect(report.tally.exchanges < 110)
        #expect(try office.store.partDigest() == other.store.partDigest())
    }

    @Test func aHubPutBackToABackupGetsBackWhatItLost() throws {
        try office.writeContract()
        _ = try sync.run()
        let backup = hub.memory
        try office.writeContract()
        _ = try sync.run()
        hub.memory = backup
        let report = try sync.run()
        #expect(report.state == .inSync)
        #expect(report.tally.rewinds == 1)
        #expect(hub.memory.records.count == 2)
    }

    // MARK: On a bad network

    @Test func anAnswerThatGotLostIsAskedForAgain() throws {
        try office.writeContract()
        hub.network = { $0 < 2 ? .losesAnswer : .works }
        let report = try sync.run()
        #expect(report.state == .inSync)
        #expect(hub.requests.count == 3)
        #expect(hub.requests[0] == hub.requests[2])
        #expect(sync.pauses.count == 2)
        #expect(sync.pauses.allSatisfy { $0 <= .seconds(1) })
        #expect(report.tally.sent == 1)
        #expect(hub.memory.records.count == 1)
    }

    @Test func offlineNothingIsLostAndNobodyWaits() throws {
        try office.writeContract()
        hub.network = { _ in .losesRequest(.unreachable) }
        let report = try sync.run()
        #expect(report.state == .waiting)
        #expect(report.exit == .temporary)
        #expect(report.waiting == 1)
        #expect(sync.pauses == [])
        #expect(hub.requests.count == 1)

        hub.network = { _ in .works }
        #expect(try sync.run().state == .inSync)
    }

    @Test func itGivesUpAfterFourAttempts() throws {
        hub.network = { _ in .losesRequest(.hubFault) }
        let report = try sync.run()
        #expect(report.exit == .temporary)
        #expect(hub.requests.count == 4)
        #expect(sync.pauses.count == 3)
    }

    @Test func ctrlCBetweenTwoPagesKeepsWhatWasDone() throws {
        try shareContracts(6)
        hub.pageRows = 2
        let before = hub.requests.count
        hub.beforeAnswer = { [unowned hub, unowned sync] _ in
            if hub.requests.count == before + 2 { sync.interrupt() }
        }
        let report = try sync.run()
        #expect(report.state == .stopped)
        #expect(report.tally.received == 4)
        #expect(try office.store.recordCount() == 4)

        let rest = try Sync(office, hub).run()
        #expect(rest.tally.received == 2)
        #expect(try office.store.partDigest() == other.store.partDigest())
    }

    @Test func ctrlCWhileWaitingToTryAgain() throws {
        try office.writeContract()
        hub.network = { _ in .losesRequest(.interrupted) }
        hub.beforeAnswer = { [unowned sync] _ in sync.interrupt() }
        let report = try sync.run()
        #expect(report.state == .stopped)
        #expect(report.waiting == 1)
        #expect(hub.requests.count == 1)
    }

    // MARK: Refusals

    @Test func aRecordThatTheCharterKeepsBackDoesNotHoldUpTheOthers() throws {
        let kept = try office.writeContract()
        try office.writeContract()
        let finding = ExchangeAnswer.BatchFinding(
            offer: 0, field: "status", rule: Code(literal: "outside-list"))
        hub.network = { $0 == 0 ? .says(.batchRefused([finding])) : .works }
        let report = try sync.run()
        #expect(report.state == .refused)
        #expect(report.exit == .dataRefused)
        #expect(report.tally.quarantined == 1)
        #expect(report.tally.sent == 1)
        #expect(report.quarantined.map(\.field) == ["status"])
        #expect(hub.memory.records.count == 1)
        #expect(hub.memory.records[kept] == nil)
    }

    @Test(
        arguments: [
            (.notAllowed, .notAllowed), (.charterUnknown, .config), (.unknownVersion, .config),
            (.malformed, .software), (.hubFault, .temporary),
        ] as [(ExchangeAnswer.Refusal, Exit)])
    func aRefusedRequestChangesNothing(refusal: ExchangeAnswer.Refusal, exit: Exit) throws {
        try office.writeContract()
        hub.network = { _ in .says(.refused(refusal)) }
        let report = try sync.run()
        #expect(report.failure?.code == "hub-refuses-\(refusal.rawValue)")
        #expect(report.exit == exit)
        #expect(report.waiting == 1)
        #expect(report.status.lastSync == nil)
    }

    @Test func garbageIsRefusedAndChangesNothing() throws {
        try office.writeContract()
        hub.network = { _ in .saysBytes([0xa0]) }
        let report = try sync.run()
        #expect(report.failure?.code == "hub-answer-unreadable")
        #expect(report.exit == .dataRefused)
        #expect(report.waiting == 1)
    }

    @Test func anAnswerThatNeverMovesOnIsNotAskedForWithoutEnd() throws {
        try office.writeContract()
        let page = ExchangeAnswer.Page(
            outcomes: [.deferred], feed: [], cursor: 0, head: .zero, more: false)
        hub.network = { _ in .says(.page(page)) }
        let report = try sync.run()
        #expect(report.failure as? SyncRefusal == .impossibleAnswer)
        #expect(hub.requests.count == 1)
        #expect(report.waiting == 1)
    }

    @Test func aHubThatSendsWhatTheCharterForbidsIsNotBelieved() throws {
        var state = RecordState(type: Code(literal: "contract"))
        let dot = Dot(actor: ActorID(bits: 9), n: 1)
        state.write(.number(1), to: FieldName(text: "birth")!, dot: dot, shown: FieldState())
        let row = ExchangeAnswer.FeedRow(
            seq: 1, id: RecordID(bits: 5), state: PackedRecord(state))
        let page = ExchangeAnswer.Page(
            outcomes: [], feed: [row], cursor: 1, head: Checkpoint(seq: 1, tag: 3), more: false)
        hub.network = { _ in .says(.page(page)) }
        let report = try sync.run()
        #expect(report.failure?.code == "hub-outside-charter")
        #expect(report.exit == .dataRefused)
        #expect(try office.store.recordCount() == 0)
    }
}
