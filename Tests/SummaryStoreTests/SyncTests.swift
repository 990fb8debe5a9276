import Charter
import Simulation
import SyncCore
import Testing

@testable import SummaryStore

/// Real stores against the decisions of a real hub, with nothing between them but bytes.
@Suite struct SyncTests {
    private let status = FieldName(text: "status")!

    @Test(arguments: [OfficeBench.Loss.request, .answer])
    func aLostMessageLosesNothing(loss: OfficeBench.Loss) throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        for _ in 0..<5 { _ = try store.write(store.charter.clearedContract(), to: store.newID()) }
        try bench.sync(store, as: 1, losing: loss)
        #expect(try store.status().waiting == 5)
        try bench.sync(store, as: 1)
        #expect(try store.status().waiting == 0)
        #expect(bench.hub.records.count == 5)
    }

    @Test func aSecondOfficeReceivesWhatIsSharedWithIt() throws {
        let bench = try OfficeBench()
        let (one, other) = (try bench.office("one"), try bench.office("other"))
        let ids = (0..<7).map { _ in one.newID() }
        for id in ids { _ = try one.write(one.charter.clearedContract(), to: id) }
        try bench.sync(one, as: 1)
        for id in ids { bench.share(id, with: 2) }
        try bench.sync(other, as: 2)
        #expect(try other.partDigest() == one.partDigest())
        #expect(try other.recordCount() == 7 && other.outbox().isEmpty)
        #expect(try other.checkInvariants())
    }

    @Test func aCollisionIsKeptShownAndDecided() throws {
        let bench = try OfficeBench()
        let (one, other) = (try bench.office("one"), try bench.office("other"))
        let id = try bench.collide(one, other)
        let conflict = try #require(try one.conflicts().first)
        #expect(conflict.record == id && conflict.field == status)
        let values = conflict.state.versions.map(\.value)
        #expect(
            Set(values) == [.code(Code(literal: "signed")), .code(Code(literal: "terminated"))])
        #expect(try other.conflicts() == [conflict])

        let chosen = conflict.state.versions[1]
        try one.choose(chosen.dot, of: status, in: id, shown: conflict.state)
        try bench.sync(one, as: 1)
        try bench.sync(other, as: 2)
        for store in [one, other] {
            #expect(try store.conflicts().isEmpty)
            #expect(try store.record(id)?[status].reading(.ask) == .settled(chosen.value))
        }
        #expect(try one.partDigest() == other.partDigest())
    }

    @Test func aForgedPastDoesNotSwallowTheNextWrite() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let id = store.newID()
        let written = try store.write(store.charter.clearedContract(), to: id)
        try bench.sync(store, as: 1)

        // Another office of the audience claims to have seen all that this one will ever write.
        let actor = try #require(written[status].versions.first).dot.actor
        var forged = RecordState(type: written.type)
        let everything = Version(
            dot: Dot(actor: actor, n: .max), past: VersionVector(), value: .withdrawn)
        forged.write(
            .code(Code(literal: "expired")), to: status, dot: Dot(actor: ActorID(bits: 7), n: 1),
            shown: FieldState(everything))
        let fields = PackedRecord(forged)
        let push = ExchangeRequest(
            charterDigest: simulatedHash([]), head: .zero, cursor: 0, checkpoints: [.zero],
            wholes: [.init(id: id, state: fields)])
        var generator = SeededGenerator(seed: 2)
        _ = try bench.hub.answer(
            push.encoded(), from: OfficeNumber(2), pageRows: 3, using: &generator)
        try bench.sync(store, as: 1)

        let signed = try store.charter.clearedContract(status: "signed")
        let state = try store.write(signed, to: id)
        #expect(state[status].reading(.ask) == .settled(.code(Code(literal: "signed"))))
        try bench.sync(store, as: 1)
        #expect(try store.record(id) == state)
    }

    @Test func aHubPutBackToABackupHearsEverythingAgain() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let ids = (0..<4).map { _ in store.newID() }
        for id in ids.prefix(2) { _ = try store.write(store.charter.clearedContract(), to: id) }
        try bench.sync(store, as: 1)
        let backup = bench.hub
        for id in ids.suffix(2) { _ = try store.write(store.charter.clearedContract(), to: id) }
        try bench.sync(store, as: 1)
        let before = try store.partDigest()
        bench.hub = backup
        try bench.sync(store, as: 1)
        #expect(Set(bench.hub.records.keys) == Set(ids))
        #expect(try store.partDigest() == before)
        #expect(try store.outbox().isEmpty)
    }

    @Test func anOfficePutBackToABackupConverges() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let (kept, erased) = (store.newID(), store.newID())
        for id in [kept, erased] { _ = try store.write(store.charter.clearedContract(), to: id) }
        try bench.sync(store, as: 1)
        try bench.copy("summaries.sqlite", to: "backup.sqlite")
        _ = try store.write(store.charter.clearedContract(status: "signed"), to: kept)
        try store.erase(erased)
        try bench.sync(store, as: 1)
        let before = try store.partDigest()
        try store.close()

        let restored = try bench.open("backup.sqlite")
        #expect(try restored.record(erased) != nil)
        _ = try restored.write(restored.charter.clearedContract(status: "sent"), to: kept)
        try bench.sync(restored, as: 1)
        #expect(try restored.record(erased) == nil)
        // The backup knew nothing of the later value: both stay until a person decides.
        #expect(try restored.conflicts().map(\.record) == [kept])
        #expect(try restored.partDigest() != before)
        #expect(try restored.checkInvariants())
    }

    @Test func aRefusedRecordIsSetAsideAndTheRestGoesOn() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let ids = (0..<3).map { _ in store.newID() }
        for id in ids { _ = try store.write(store.charter.clearedContract(), to: id) }
        var exchange = OfficeExchange(
            charterDigest: store.charter.digest(simulatedHash), sha256: simulatedHash)
        _ = exchange.request(from: try store.outbox())
        let finding = ExchangeAnswer.BatchFinding(
            offer: 1, field: "status", rule: Code(literal: "code-unknown"))
        let reaction = try store.receive(.batchRefused([finding]), by: &exchange)
        #expect(reaction.next == .again)
        #expect(try store.outbox().offers.map(\.id) == [ids[0], ids[2]])
        #expect(try store.status().quarantined == 1)
        #expect(
            try store.quarantined() == [
                .init(
                    record: ids[1], type: Code(literal: "contract"), field: "status",
                    rule: "code-unknown")
            ])
        try bench.sync(store, as: 1)
        #expect(Set(bench.hub.records.keys) == [ids[0], ids[2]])

        _ = try store.write(store.charter.clearedContract(status: "signed"), to: ids[1])
        #expect(try store.quarantined().isEmpty)
        try bench.sync(store, as: 1)
        #expect(Set(bench.hub.records.keys) == Set(ids))
    }

    @Test func whatTheCharterDoesNotLetBeHeldIsNotStored() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        var state = RecordState(type: Code(literal: "contract"))
        state.write(
            .code(Code(literal: "depression")), to: FieldName(text: "diagnosis")!,
            dot: Dot(actor: ActorID(bits: 3), n: 1), shown: FieldState())
        var exchange = OfficeExchange(
            charterDigest: store.charter.digest(simulatedHash), sha256: simulatedHash)
        _ = exchange.request(from: try store.outbox())
        let head = Checkpoint(seq: 1, tag: 5)
        let page = ExchangeAnswer.Page(
            outcomes: [],
            feed: [.init(seq: 1, id: RecordID(bits: 9), state: PackedRecord(state))],
            cursor: 1, head: head, more: false)
        #expect(throws: SummaryRefusal.self) {
            _ = try store.receive(.page(page), by: &exchange)
        }
        #expect(try store.recordCount() == 0)
        #expect(try store.outbox().position == OfficePosition())
    }

    @Test func anAnswerThatContradictsTheRequestChangesNothing() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let id = store.newID()
        _ = try store.write(store.charter.clearedContract(), to: id)
        let impossible: [ExchangeAnswer] = [
            .page(.init(outcomes: [], feed: [], cursor: 0, head: .zero, more: false)),
            .page(
                .init(outcomes: [.asExpected], feed: [], cursor: 9, head: .zero, more: false)),
            .page(.init(outcomes: [.asExpected], feed: [], cursor: 0, head: .zero, more: true)),
            .page(
                .init(
                    outcomes: [.asExpected], feed: [.init(seq: 1, id: id, state: nil)], cursor: 1,
                    head: Checkpoint(seq: 1, tag: 1), more: false)),
            .rewind(Checkpoint(seq: 7, tag: 7)),
            .batchRefused([]),
        ]
        for answer in impossible {
            var exchange = OfficeExchange(
                charterDigest: store.charter.digest(simulatedHash), sha256: simulatedHash)
            _ = exchange.request(from: try store.outbox())
            #expect(throws: ExchangeFault.impossibleAnswer) {
                _ = try store.receive(answer, by: &exchange)
            }
        }
        #expect(try store.outbox().offers.map(\.id) == [id])
    }
}

extension OfficeBench {
    /// Two offices share a contract, and each sets its status while apart.
    func collide(_ one: SummaryStore, _ other: SummaryStore) throws -> RecordID {
        let id = one.newID()
        _ = try one.write(one.charter.clearedContract(), to: id)
        try sync(one, as: 1)
        share(id, with: 2)
        try sync(other, as: 2)
        _ = try one.write(one.charter.clearedContract(status: "signed"), to: id)
        _ = try other.write(other.charter.clearedContract(status: "terminated"), to: id)
        try sync(one, as: 1)
        try sync(other, as: 2)
        try sync(one, as: 1)
        return id
    }
}
