import Charter
import Simulation
import SummaryStore
import SyncCore
import Testing
import Transport

@testable import secteur_sync

/// The next request is under way before the store has taken the answer to the one before.
@Suite struct RequestAheadTests {
    /// More than a request can carry.
    private static let count = ExchangeLimits.offers + 500
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

    private func fill() throws {
        let template = try #require(try office.store.record(office.writeContract()))
        let cleared = try office.store.charter.clear(
            .init(
                type: template.type,
                values: [Code(literal: "status"): .code(Code(literal: "signed"))]))
        try office.store.write(
            (1..<Self.count).map { _ in (office.store.newID(), cleared, nil) })
    }

    private func expectEqualCopies() {
        let held = hub.memory.records
        #expect(held.count == Self.count)
        var own: [RecordID: PackedRecord] = [:]
        for id in held.keys {
            own[id] = try? office.store.record(id).map { PackedRecord($0) }
        }
        let isEqual = own == held
        #expect(isEqual)
        #expect((try? office.store.outbox().isEmpty) == true)
    }

    @Test func eachRecordIsSentOnceInAsManyRequestsAsItTakes() throws {
        try fill()
        let report = try sync.run()
        #expect(report.state == .inSync)
        #expect(report.tally.sent == Self.count && report.tally.exchanges == 2)
        #expect(hub.requests.map(\.offerCount) == [5_000, 500])
        #expect(Set(hub.requests.flatMap { $0.wholes.map(\.id) }).count == Self.count)
        // Each names what the answer to the one before had said.
        #expect(hub.requests.map(\.head.seq) == hub.requests.map(\.cursor))
        expectEqualCopies()
        var journal = 0
        try office.store.disclosures { _ in journal += 1 }
        #expect(journal == Self.count)
    }

    @Test(arguments: [0, 1])
    func anAnswerLostOnTheWayIsAskedForAgain(lost: Int) throws {
        try fill()
        hub.network = { $0 == lost ? .losesAnswer : .works }
        let report = try sync.run()
        #expect(report.state == .inSync && sync.pauses.count == 1)
        #expect(
            hub.requests.map(\.offerCount).sorted()
                == ([5_000, 500] + [
                    hub.requests[lost].offerCount
                ]).sorted())
        #expect(hub.requests[lost] == hub.requests[lost + 1])
        expectEqualCopies()
    }

    @Test func aHubPutBackMeanwhileIsNoticedByTheRequestAhead() throws {
        try fill()
        let backup = hub.memory
        hub.beforeAnswer = { [unowned hub] _ in
            if hub.requests.count == 2 { hub.memory = backup }
        }
        let report = try sync.run()
        #expect(report.state == .inSync && report.tally.rewinds == 1)
        expectEqualCopies()
    }

    @Test func anAnswerThatIsRefusedStopsTheSyncAndLosesNothing() throws {
        try fill()
        let page = ExchangeAnswer.Page(
            outcomes: [.asExpected], feed: [], cursor: 0, head: .zero, more: false)
        hub.network = { $0 == 1 ? .says(.page(page)) : .works }
        #expect(try sync.run().failure?.code == "hub-answer-impossible")
        #expect(try office.store.status().waiting == Self.count - ExchangeLimits.offers)
        hub.network = { _ in .works }
        #expect(try sync.run().state == .inSync)
        expectEqualCopies()
    }

    @Test func aPullAsksForTheNextPageBeforeItStoresThisOne() throws {
        try fill()
        _ = try sync.run()
        let reader = try TestOffice(1)
        let report = try Sync(reader, hub).run()
        #expect(report.tally.received == Self.count && report.state == .inSync)
        #expect(try reader.store.partDigest() == office.store.partDigest())
    }

    @Test func whatIsEditedWhileItsRequestIsUnderWayStaysDirty() throws {
        try fill()
        var edited: RecordID?
        hub.beforeAnswer = { [unowned hub, office] request in
            guard hub.requests.count == 2 else { return }
            edited = request.wholes.last?.id
            try office.writeContract(edited, status: "refused")
        }
        #expect(try sync.run().state == .inSync)
        let id = try #require(edited)
        let status = try #require(hub.memory.records[id]?.unpacked()[FieldName(text: "status")!])
        #expect(status.reading(.ask) == .settled(.code(Code(literal: "refused"))))
        expectEqualCopies()
    }
}
