import Charter
import Simulation
import SummaryStore
import SyncCore
import Testing

@Suite("Records that the office can't offer, or can't write") struct QuarantineTests {
    private let status = FieldName(Code(literal: "status"))
    private let contract = Code(literal: "contract")
    private let head = Checkpoint(seq: 1, tag: 7)

    private func version(
        _ actor: UInt128, past: some Sequence<UInt128>, _ value: String
    ) -> Version {
        Version(
            dot: Dot(actor: ActorID(bits: actor), n: 1),
            past: VersionVector(past.map { Dot(actor: ActorID(bits: $0), n: 1) }),
            value: .code(Code(value)!))
    }

    /// Has a store take a page with one record.
    private func receive(
        _ versions: [Version], of id: RecordID, _ store: SummaryStore
    ) throws {
        let field = versions.map { FieldState($0) }.reduce(FieldState()) { $0.joined(with: $1) }
        let state = RecordState(type: contract, fields: [status: field])
        let row = ExchangeAnswer.FeedRow(seq: 1, id: id, state: PackedRecord(state))
        var exchange = OfficeExchange(
            charterDigest: store.charter.digest(simulatedHash), sha256: simulatedHash)
        _ = exchange.request(from: try store.outbox(sendingAt: 1))
        _ = try store.receive(
            .page(.init(outcomes: [], feed: [row], cursor: 1, head: head, more: false)),
            by: &exchange)
    }

    /// Has a store hear that the hub doesn't take a record.
    private func refuse(_ id: RecordID, _ store: SummaryStore) throws {
        var exchange = OfficeExchange(
            charterDigest: store.charter.digest(simulatedHash), sha256: simulatedHash)
        let request = exchange.request(from: try store.outbox(sendingAt: 1))
        #expect(request.offerCount == 1)
        let position = Checkpoint(seq: request.cursor, tag: request.head.tag)
        _ = try store.receive(
            .page(
                .init(
                    outcomes: [.refused(.recordTooLarge)], feed: [], cursor: position.seq,
                    head: position, more: false)),
            by: &exchange)
    }

    @Test func aRecordThatIsFullStaysReadableAndCanBeErased() throws {
        let bench = try OfficeBench()
        let store = try bench.office("a")
        let id = store.newID()
        let full = version(1, past: 2...UInt128(RecordLimits.actors), "draft")
        try receive([full], of: id, store)
        let before = try #require(try store.record(id))
        #expect(PackedRecord(before).isWithinLimits)

        let cleared = try store.charter.clearedContract(status: "signed")
        #expect(throws: SummaryRefusal.recordTooLarge) {
            try store.write(cleared, to: id, shown: before)
        }
        #expect(throws: SummaryRefusal.recordTooLarge) {
            try store.choose(full.dot, of: status, in: id, shown: before[status])
        }
        #expect(try store.record(id) == before)
        #expect(try store.outbox().isEmpty)
        try store.erase(id)
        #expect(try store.record(id) == nil)
    }

    @Test func aDecisionIsOfferedAgain() throws {
        let bench = try OfficeBench()
        let store = try bench.office("a")
        let id = store.newID()
        let (one, other) = (version(1, past: [], "draft"), version(2, past: [], "sent"))
        try receive([one, other], of: id, store)
        let kind = try store.charter.clear(
            CaseRecord(type: contract, values: [Code(literal: "kind"): .code(Code(literal: "rmi"))])
        )
        _ = try store.write(kind, to: id)
        try refuse(id, store)
        #expect(try store.outbox().isEmpty)

        let shown = try #require(try store.record(id))[status]
        try store.choose(one.dot, of: status, in: id, shown: shown)
        #expect(try store.quarantined().isEmpty)
        #expect(try store.outbox().offers.map(\.id) == [id])
    }

    @Test func anEditLetsNothingGoThatTheOfficeHoldsBack() throws {
        let bench = try OfficeBench()
        let store = try bench.office("a")
        let id = store.newID()
        _ = try store.write(store.charter.clearedContract(), to: id)
        try refuse(id, store)
        try store.hold([id])
        _ = try store.write(store.charter.clearedContract(status: "signed"), to: id)
        #expect(try store.quarantined().map(\.rule) == [SummaryStore.heldRule.text])
        #expect(try store.outbox().isEmpty)
        try store.letGo([id])
        #expect(try store.outbox().offers.map(\.id) == [id])
    }
}
