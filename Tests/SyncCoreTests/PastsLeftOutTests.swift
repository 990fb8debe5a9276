import Simulation
import SyncCore
import Testing

/// Parts needn't say what they supersede: the hub completes them, and takes none that comes out
/// otherwise than the office expects.
@Suite("Parts without their pasts") struct PastsLeftOutTests {
    private let office = OfficeNumber(1)
    private let hash: SHA256Function = { simulatedHash($0) }
    private let head = Checkpoint(seq: 5, tag: 5)
    private let id = RecordID(bits: 7 << 104)
    private let name = FieldName(Code(literal: "status"))
    private let before = ActorID(bits: 8)
    private let mine = ActorID(bits: 9)
    private let theirs = ActorID(bits: 10)

    private func record(
        _ dot: Dot, past: [Dot] = [], _ value: Value = .number(1), type: String = "contract"
    ) -> PackedRecord {
        let version = Version(dot: dot, past: VersionVector(past), value: value)
        return PackedRecord(RecordState(type: Code(type)!, fields: [name: FieldState(version)]))
    }

    private func reference(_ id: RecordID) -> RecordReference {
        RecordReference(to: id, bitCount: 24)
    }

    private func request(
        on parts: [(id: RecordID, fields: PackedRecord)], expecting expected: [PackedRecord]
    ) -> ExchangeRequest {
        ExchangeRequest(
            charterDigest: [UInt8](repeating: 0, count: 32), head: head, cursor: head.seq,
            checkpoints: [.zero],
            parts: parts.map {
                .init(reference: reference($0.id), fields: $0.fields.leavingPastsOut()!)
            }, leavesPastsOut: true,
            checks: [StateDigest(over: expected.map { StateDigest(of: $0, by: hash) }, by: hash)])
    }

    /// What a hub decides that holds `held`; `nil` for a record that was erased.
    private func decision(
        on parts: [(id: RecordID, fields: PackedRecord)], expecting expected: [PackedRecord],
        in held: [RecordID: PackedRecord?]
    ) -> HubDecision {
        let request = request(on: parts, expecting: expected)
        var references: [RecordReference: RecordID] = [:]
        for id in held.keys { references[reference(id)] = id }
        return HubExchange(request, from: office, sha256: hash).decide(
            HubFound(
                rows: held.mapValues { HubRow(state: $0, audience: [office]) },
                references: references, erased: Set(held.filter { $0.value == nil }.keys),
                known: [head]))
    }

    private func decision(on part: PackedRecord, in held: PackedRecord) -> HubDecision {
        decision(on: [(id, part)], expecting: [part], in: [id: held])
    }

    @Test func theHubCompletesAPartFromWhatItHolds() {
        let held = record(Dot(actor: before, n: 3), past: [Dot(actor: theirs, n: 8)])
        let written = record(
            Dot(actor: mine, n: 1), past: [Dot(actor: before, n: 3), Dot(actor: theirs, n: 8)],
            .number(2))
        #expect(written.leavingPastsOut() == record(Dot(actor: mine, n: 1), .number(2)))
        let decision = decision(on: written, in: held)
        #expect(decision.outcomes == [.asExpected])
        #expect(decision.writes.map(\.state) == [written])
        #expect(decision.notify == [office: [id]])
    }

    /// A check is over all of its records, and the hub had no room to read one of them.
    @Test func nothingIsCompletedWhereARecordOfTheCheckWasNotRead() {
        let held = record(Dot(actor: before, n: 3))
        let written = record(Dot(actor: mine, n: 1), past: [Dot(actor: before, n: 3)], .number(2))
        let unread = RecordID(bits: 9 << 104)
        let request = request(
            on: [(id, written), (unread, written)], expecting: [written, written])
        var found = HubFound(
            references: [reference(id): id, reference(unread): unread], known: [head],
            limitBytes: 1)
        for id in [id, unread] { found.take(id, audience: [office]) { held } }
        let decision = HubExchange(request, from: office, sha256: hash).decide(found)
        #expect(decision.outcomes == [.state(held), .deferred])
        #expect(decision.writes.isEmpty && decision.notify.isEmpty)
    }

    @Test func anEarlierWriteOfTheSameActorIsSaid() {
        let held = record(Dot(actor: before, n: 3))
        let written = record(
            Dot(actor: mine, n: 2), past: [Dot(actor: before, n: 3), Dot(actor: mine, n: 1)])
        let decision = decision(on: written, in: held)
        #expect(decision.outcomes == [.asExpected])
        #expect(decision.writes.map(\.state) == [written])
    }

    @Test func aRegisterThatWasNeverWrittenHasNoPast() {
        let other = FieldName(Code(literal: "kind"))
        let held = record(Dot(actor: before, n: 3))
        let version = Version(
            dot: Dot(actor: mine, n: 1), past: VersionVector(), value: .flag(true))
        let part = PackedRecord(
            RecordState(type: held.type, fields: [other: FieldState(version)]))
        let decision = decision(
            on: [(id, part)], expecting: [held.joined(with: part)!], in: [id: held])
        #expect(decision.outcomes == [.asExpected])
    }

    @Test func aRepeatedRequestChangesNothing() {
        let written = record(Dot(actor: mine, n: 1), past: [Dot(actor: before, n: 3)])
        let decision = decision(on: written, in: written)
        #expect(decision.outcomes == [.asExpected])
        #expect(decision.writes.isEmpty && decision.notify.isEmpty)
    }

    @Test func whatSomebodyWroteMeanwhileIsNotSuperseded() {
        let past = [Dot(actor: before, n: 3)]
        let written = record(Dot(actor: mine, n: 1), past: past, .number(2))
        let held = record(Dot(actor: theirs, n: 1), past: past, .number(3))
        let decision = decision(on: written, in: held)
        #expect(decision.outcomes == [.state(held)])
        #expect(decision.writes.isEmpty && decision.notify.isEmpty)
    }

    @Test func aVersionThatWasSupersededMeanwhileStaysSo() {
        let written = record(Dot(actor: mine, n: 1), past: [Dot(actor: before, n: 3)])
        let held = record(
            Dot(actor: theirs, n: 1), past: [Dot(actor: before, n: 3), Dot(actor: mine, n: 1)])
        #expect(decision(on: written, in: held).outcomes == [.state(held)])
        #expect(
            decision(on: [(id, written)], expecting: [held], in: [id: held]).outcomes
                == [.asExpected])
    }

    @Test func anotherRecordThatIsFoundUnderTheReferenceStaysAsItIs() {
        let written = record(Dot(actor: mine, n: 1), past: [Dot(actor: before, n: 3)])
        let held = record(Dot(actor: before, n: 4))
        let decision = decision(on: written, in: held)
        #expect(decision.outcomes == [.state(held)])
        #expect(decision.writes.isEmpty)
    }

    @Test func noneOfACheckIsTakenThatDoesNotHold() {
        let ids = (1...3).map { RecordID(bits: $0 << 104) }
        let past = [Dot(actor: before, n: 3)]
        let held = record(past[0])
        let written = (1...3).map { record(Dot(actor: mine, n: $0), past: past) }
        let decision = decision(
            on: Array(zip(ids, written)), expecting: written,
            in: [ids[0]: held, ids[1]: PackedRecord?.none, ids[2]: held])
        #expect(decision.outcomes == [.state(held), .erased, .state(held)])
        #expect(decision.writes.isEmpty && decision.notify.isEmpty)
    }

    @Test func aPartOfAnotherTypeIsRefused() {
        let held = record(Dot(actor: before, n: 3), type: "measure")
        let decision = decision(on: record(Dot(actor: mine, n: 1)), in: held)
        #expect(decision.outcomes == [.refused(.typeMismatch)])
        #expect(decision.writes.isEmpty)
    }

    @Test func aDotThatNamesTwoValuesIsRefused() {
        let held = record(Dot(actor: mine, n: 1), .number(3))
        let decision = decision(on: record(Dot(actor: mine, n: 1), .number(4)), in: held)
        #expect(decision.outcomes == [.refused(.contradictory)])
        #expect(decision.writes.isEmpty)
    }

    // MARK: The office's end

    private func offer(_ bits: UInt128, _ fields: PackedRecord) -> OfficeOutbox.Offer {
        OfficeOutbox.Offer(
            id: RecordID(bits: bits << 104), expected: StateDigest(of: fields, by: hash),
            fields: fields, isWhole: false)
    }

    private func outbox(_ offers: [OfficeOutbox.Offer]) -> OfficeOutbox {
        OfficeOutbox(
            position: OfficePosition(head: head, cursor: 5, history: CheckpointHistory()),
            offers: offers, erasures: [])
    }

    @Test func theOfficeLeavesPastsOutInTheOrderOfWriting() {
        let past = [Dot(actor: before, n: 3)]
        let offers = [3, 1, 2].map { n in
            offer(UInt128(10 - n), record(Dot(actor: mine, n: n), past: past))
        }
        var machine = OfficeExchange(
            charterDigest: [UInt8](repeating: 0, count: 32), sha256: hash)
        let request = machine.request(from: outbox(offers))
        #expect(request.leavesPastsOut)
        #expect(request.parts.map(\.fields) == [1, 2, 3].map { record(Dot(actor: mine, n: $0)) })
        let expected = [offers[1], offers[2], offers[0]]
        #expect(request.checks == [StateDigest(over: expected.map(\.expected), by: hash)])
    }

    @Test func aConflictIsSaidWithAllItsPasts() {
        let past = [Dot(actor: before, n: 3)]
        let both = record(Dot(actor: mine, n: 1), past: past, .number(2))
            .joined(with: record(Dot(actor: theirs, n: 1), past: past, .number(3)))!
        let alone = record(Dot(actor: mine, n: 2), past: past)
        var machine = OfficeExchange(
            charterDigest: [UInt8](repeating: 0, count: 32), sha256: hash)
        let request = machine.request(from: outbox([offer(1, both), offer(2, alone)]))
        #expect(!request.leavesPastsOut)
        #expect(request.parts.map(\.fields) == [both, alone])
    }

    @Test func anOfficeThatWasToldOfAnotherStateSpellsPastsOut() throws {
        let past = [Dot(actor: before, n: 3)]
        let written = record(Dot(actor: mine, n: 1), past: past, .number(2))
        let held = record(past[0])
        let waiting = outbox([offer(1, written)])
        var machine = OfficeExchange(
            charterDigest: [UInt8](repeating: 0, count: 32), sha256: hash)
        #expect(machine.request(from: waiting).leavesPastsOut)
        let page = ExchangeAnswer.Page(
            outcomes: [.state(held)], feed: [], cursor: 5, head: head, more: false)
        let reaction = try machine.receive(
            .page(page), rows: [waiting.offers[0].id: .held(written)])
        #expect(
            reaction.directives.first
                == .store(
                    waiting.offers[0].id, written, stamp: nil, dirty: [name]))
        let next = machine.request(from: waiting)
        #expect(!next.leavesPastsOut && next.parts.map(\.fields) == [written])
    }

    // MARK: How long references are

    @Test(arguments: [
        (UInt64(0), 24), (1, 24), (65_535, 24), (65_536, 25), (100_000, 25), (131_071, 25),
        (131_072, 26), (1 << 31, 40), (1 << 40, 40), (.max, 40),
    ])
    func referencesGrowWithTheRecords(count: UInt64, bits: Int) {
        #expect(RecordReference.bitCount(among: count) == bits)
    }

    @Test(arguments: [16, 24, 25, 40])
    func aReferenceNamesWhatBeginsWithIt(bitCount: Int) {
        let id = RecordID(bits: 0xfedc_ba98_7654_3210 << 64 | 5)
        let reference = RecordReference(to: id, bitCount: bitCount)
        #expect(reference.identifiers.contains(id))
        #expect(reference.bits >> UInt64(bitCount) == 0)
        for end in [reference.identifiers.lowerBound, reference.identifiers.upperBound] {
            #expect(RecordReference(to: end, bitCount: bitCount) == reference)
        }
    }
}
