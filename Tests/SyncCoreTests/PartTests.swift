import Simulation
import SyncCore
import Testing

/// What was changed of a record goes under a short reference, and 32 parts share a check.
@Suite("Parts, references and checks") struct PartTests {
    private static let (one, two) = (OfficeNumber(1), OfficeNumber(2))
    private let name = FieldName(Code(literal: "status"))
    private let other = FieldName(Code(literal: "kind"))
    private let hash: SHA256Function = { simulatedHash($0) }
    private let head = Checkpoint(seq: 5, tag: 5)

    private func record(_ value: Int64, n: UInt64 = 1, type: String = "contract") -> PackedRecord {
        let version = Version(
            dot: Dot(actor: ActorID(bits: 9), n: n), past: VersionVector(), value: .number(value))
        return PackedRecord(RecordState(type: Code(type)!, fields: [name: FieldState(version)]))
    }

    private func request(
        head: Checkpoint, wholes: [ExchangeRequest.Whole] = [], parts: [ExchangeRequest.Part] = [],
        expected: [PackedRecord] = []
    ) -> ExchangeRequest {
        ExchangeRequest(
            charterDigest: [UInt8](repeating: 0, count: 32), head: head, cursor: head.seq,
            checkpoints: [.zero], wholes: wholes, parts: parts,
            checks: parts.isEmpty
                ? [] : [StateDigest(over: expected.map { StateDigest(of: $0, by: hash) }, by: hash)]
        )
    }

    /// As an office of few records makes it.
    private func reference(_ id: RecordID) -> RecordReference {
        RecordReference(to: id, bitCount: 24)
    }

    private func part(_ id: RecordID, _ fields: PackedRecord) -> ExchangeRequest.Part {
        .init(reference: reference(id), fields: fields)
    }

    // MARK: The hub's end

    @Test func aPartIsTakenIntoTheRecordThatItsReferenceNames() {
        let id = RecordID(bits: 7 << 104)
        let changed = record(2, n: 2)
        let joined = record(1).joined(with: changed)!
        let request = request(head: head, parts: [part(id, changed)], expected: [joined])
        let exchange = HubExchange(request, from: Self.one, sha256: hash)
        #expect(exchange.reads().references == [reference(id)])
        let decision = exchange.decide(
            HubFound(
                rows: [id: HubRow(state: record(1), audience: [Self.one, Self.two])],
                references: [reference(id): id], erased: [], known: [head]))
        #expect(decision.outcomes == [.asExpected])
        #expect(decision.writes.map(\.0) == [id] && decision.writes.map(\.1) == [joined])
        #expect(decision.notify == [Self.one: [id], Self.two: [id]])
    }

    @Test func nothingIsTakenUnderAReferenceThatNamesNoRecord() {
        let request = request(
            head: head, parts: [part(RecordID(bits: 7), record(1))], expected: [record(1)])
        let decision = HubExchange(request, from: Self.one, sha256: hash)
            .decide(HubFound(rows: [:], erased: [], known: [head]))
        #expect(decision.outcomes == [.unknown])
        #expect(decision.writes.isEmpty && decision.notify.isEmpty && decision.erase.isEmpty)
    }

    @Test func nothingIsTakenUnderAReferenceFromAnOfficeThatNeverSynced() {
        let id = RecordID(bits: 7)
        let request = request(head: .zero, parts: [part(id, record(2))], expected: [record(2)])
        let decision = HubExchange(request, from: Self.one, sha256: hash)
            .decide(
                HubFound(
                    rows: [id: HubRow(state: record(1), audience: [Self.one])],
                    references: [reference(id): id], erased: [], known: [.zero]))
        #expect(decision.outcomes == [.unknown])
        #expect(decision.writes.isEmpty && decision.notify.isEmpty)
    }

    @Test func ofAHeadThatIsUnknownWholesAreTakenAndPartsAreNot() {
        let (id, new) = (RecordID(bits: 7), RecordID(bits: 8 << 104))
        let request = request(
            head: head, wholes: [.init(id: new, state: record(3))],
            parts: [part(id, record(2, n: 2))], expected: [record(2, n: 2)])
        let exchange = HubExchange(request, from: Self.one, sha256: hash)
        let decision = exchange.decide(
            HubFound(
                rows: [id: HubRow(state: record(1), audience: [Self.one])],
                references: [reference(id): id], erased: [], known: [.zero]))
        #expect(decision.rewind == .zero)
        #expect(decision.writes.map(\.0) == [new])
        #expect(decision.notify == [Self.one: [new]])
    }

    @Test func ofAWholeAndAPartOfOneRecordThePartIsUnknown() {
        let id = RecordID(bits: 7 << 104)
        let whole = record(1)
        let request = request(
            head: head, wholes: [.init(id: id, state: whole)],
            parts: [part(id, record(2, n: 2))], expected: [record(2, n: 2)])
        let decision = HubExchange(request, from: Self.one, sha256: hash)
            .decide(
                HubFound(
                    rows: [id: HubRow(state: nil, audience: [Self.one])],
                    references: [reference(id): id], erased: [], known: [head]))
        #expect(decision.outcomes == [.asExpected, .unknown])
        #expect(decision.writes.map(\.1) == [whole])
    }

    @Test func aPartOfAnErasedRecordIsErasedAndTheOthersOfItsCheckBringTheirStates() {
        let (gone, kept) = (RecordID(bits: 7 << 104), RecordID(bits: 8 << 104))
        let request = request(
            head: head, parts: [part(gone, record(1)), part(kept, record(2))],
            expected: [record(1), record(2)])
        let decision = HubExchange(request, from: Self.one, sha256: hash)
            .decide(
                HubFound(
                    rows: [
                        gone: HubRow(state: nil, audience: [Self.one]),
                        kept: HubRow(state: record(2), audience: [Self.one]),
                    ],
                    references: [reference(gone): gone, reference(kept): kept],
                    erased: [gone], known: [head]))
        #expect(decision.outcomes == [.erased, .state(record(2))])
        #expect(decision.writes.isEmpty)
    }

    /// The hub had no room to read what it holds of a record.
    @Test func aPartOfARecordThatWasNotReadIsPutOffAndTheOthersOfItsCheckBringTheirStates() {
        let (read, unread) = (RecordID(bits: 7 << 104), RecordID(bits: 8 << 104))
        let (changed, joined) = (record(2, n: 2), record(1).joined(with: record(2, n: 2))!)
        let whole = RecordID(bits: 9 << 104)
        let request = request(
            head: head, wholes: [.init(id: whole, state: record(3))],
            parts: [part(read, changed), part(unread, changed)], expected: [joined, joined])
        var found = HubFound(
            references: [reference(read): read, reference(unread): unread], known: [head],
            limitBytes: 1)
        found.take(read, audience: [Self.one, Self.two]) { record(1) }
        // Of another office, which the answer must neither admit nor tell.
        for id in [unread, whole] { found.take(id, audience: [Self.two]) { record(1) } }
        #expect(found.unread == [unread, whole])
        let decision = HubExchange(request, from: Self.one, sha256: hash).decide(found)
        #expect(decision.outcomes == [.deferred, .state(joined), .deferred])
        #expect(decision.writes.map(\.id) == [read] && decision.writes.map(\.state) == [joined])
        #expect(decision.notify == [Self.one: [read], Self.two: [read]])
    }

    @Test func aRecordThatWasNotReadIsErasedAllTheSame() {
        let id = RecordID(bits: 7 << 104)
        let request = ExchangeRequest(
            charterDigest: [UInt8](repeating: 0, count: 32), head: head, cursor: head.seq,
            checkpoints: [.zero], wholes: [.init(id: id, state: record(3))], erasures: [id])
        var found = HubFound(known: [head], limitBytes: 0)
        found.take(id, audience: [Self.two]) { record(1) }
        let decision = HubExchange(request, from: Self.one, sha256: hash).decide(found)
        #expect(decision.outcomes == [.erased])
        #expect(decision.erase == [id] && decision.writes.isEmpty)
        #expect(decision.notify == [Self.one: [id], Self.two: [id]])
    }

    /// Two records begin alike, and the hub has only the other.
    @Test func aRecordThatHasSeenNothingOfWhatAPartSupersedesIsNotTheOneThatIsMeant() {
        let (mine, theirs) = (ActorID(bits: 9), ActorID(bits: 10))
        func record(_ dot: Dot, past: [Dot] = [], of name: FieldName) -> PackedRecord {
            let version = Version(dot: dot, past: VersionVector(past), value: .flag(true))
            return PackedRecord(
                RecordState(type: Code(literal: "contract"), fields: [name: FieldState(version)]))
        }
        func outcome(of fields: PackedRecord, in held: PackedRecord) -> HubDecision.Outcome? {
            let id = RecordID(bits: 7 << 104)
            let request = request(head: head, parts: [part(id, fields)], expected: [fields])
            let decision = HubExchange(request, from: Self.one, sha256: hash)
                .decide(
                    HubFound(
                        rows: [id: HubRow(state: held, audience: [Self.one])],
                        references: [reference(id): id], erased: [], known: [head]))
            if decision.outcomes == [.unknown] { #expect(decision.writes.isEmpty) }
            return decision.outcomes.first
        }
        let changed = record(Dot(actor: mine, n: 2), past: [Dot(actor: mine, n: 1)], of: name)
        // What it supersedes is there, or is superseded there already by somebody who saw it.
        #expect(outcome(of: changed, in: record(Dot(actor: mine, n: 1), of: name)) == .asExpected)
        let seen = record(Dot(actor: theirs, n: 4), past: [Dot(actor: mine, n: 1)], of: name)
        #expect(outcome(of: changed, in: seen) != .unknown)
        // It isn't: neither in the field nor elsewhere in the record.
        let foreign = record(Dot(actor: theirs, n: 1), of: name)
        #expect(outcome(of: changed, in: foreign) == .unknown)
        let elsewhere = record(Dot(actor: mine, n: 1), of: other)
        #expect(outcome(of: changed, in: elsewhere) == .unknown)
        // A field that supersedes nothing says nothing of its record.
        let new = record(Dot(actor: mine, n: 2), of: other)
        #expect(outcome(of: new, in: foreign) != .unknown)
    }

    @Test func aPartOfAnotherTypeIsRefused() {
        let id = RecordID(bits: 7 << 104)
        let measure = record(1, type: "measure")
        let request = request(head: head, parts: [part(id, measure)], expected: [measure])
        let decision = HubExchange(request, from: Self.one, sha256: hash)
            .decide(
                HubFound(
                    rows: [id: HubRow(state: record(1), audience: [Self.one])],
                    references: [reference(id): id], erased: [], known: [head]))
        #expect(decision.outcomes == [.refused(.typeMismatch)])
        #expect(decision.writes.isEmpty)
    }

    @Test func aRecordOfAnotherOfficeIsNamedByNoReference() throws {
        var world = World()
        let id = RecordID(bits: 7 << 104)
        world.write(.number(1), on: id, name, in: \.second)
        try world.sync(\.second)
        world.write(.number(1), on: RecordID(bits: 8 << 104), name, in: \.first)
        try world.sync(\.first)
        let before = world.hub.records

        let guess = request(
            head: world.first.outbox(limit: 1).position.head, parts: [part(id, record(6, n: 6))],
            expected: [record(6, n: 6)])
        let answer = try world.answer(guess, from: Self.one)
        #expect(answer.outcomes == [.unknown])
        #expect(answer.feed.isEmpty)
        #expect(world.hub.records == before)
        #expect(world.hub.audience[id] == [Self.two])
    }

    // MARK: The office's end

    @Test func whatTheHubDoesNotKnowIsOfferedWhole() throws {
        let id = RecordID(bits: 7)
        let offer = OfficeOutbox.Offer(
            id: id, expected: StateDigest(of: record(2), by: hash), fields: record(2),
            isWhole: false)
        var machine = machine()
        _ = machine.request(from: outbox([offer]))
        let reaction = try machine.receive(
            .page(
                .init(outcomes: [.unknown], feed: [], cursor: 5, head: head, more: false)),
            rows: [:])
        #expect(
            reaction.directives == [
                .offerWhole(id), .advance(head: head, cursor: 5, complete: true),
            ])
    }

    @Test func aHubThatDoesNotKnowAWholeIsAFault() {
        let offer = OfficeOutbox.Offer(
            id: RecordID(bits: 7), expected: StateDigest(of: record(2), by: hash),
            fields: record(2), isWhole: true)
        var machine = machine()
        _ = machine.request(from: outbox([offer]))
        #expect(throws: ExchangeFault.impossibleAnswer) {
            try machine.receive(
                .page(.init(outcomes: [.unknown], feed: [], cursor: 5, head: head, more: false)),
                rows: [:])
        }
    }

    @Test func aFindingQuarantinesTheOfferInItsPlace() throws {
        // Wholes come first, wherever they stand in the outbox.
        let ids = [3, 2, 1].map { RecordID(bits: $0 << 104) }
        let offers = zip(ids, [false, false, true]).map { id, isWhole in
            OfficeOutbox.Offer(
                id: id, expected: StateDigest(of: record(2), by: hash), fields: record(2),
                isWhole: isWhole)
        }
        var machine = machine()
        let request = machine.request(from: outbox(offers))
        #expect(request.wholes.map(\.id) == [ids[2]])
        #expect(request.parts.map(\.reference) == [ids[0], ids[1]].map(reference))
        let rule = Code(literal: "field-unknown")
        let reaction = try machine.receive(
            .batchRefused([
                .init(offer: 2, field: "status", rule: rule),
                .init(offer: 0, field: "", rule: rule),
            ]), rows: [:])
        #expect(
            reaction.directives == [
                .quarantine(ids[1], field: "status", rule: rule),
                .quarantine(ids[2], field: "", rule: rule),
            ])
    }

    @Test func aFindingOfNoOfferIsAFault() {
        var machine = machine()
        _ = machine.request(from: outbox([]))
        #expect(throws: ExchangeFault.impossibleAnswer) {
            try machine.receive(
                .batchRefused([
                    .init(offer: 0, field: "", rule: Code(literal: "field-unknown"))
                ]), rows: [:])
        }
    }

    private func machine() -> OfficeExchange {
        OfficeExchange(charterDigest: [UInt8](repeating: 0, count: 32), sha256: hash)
    }

    private func outbox(_ offers: [OfficeOutbox.Offer]) -> OfficeOutbox {
        OfficeOutbox(
            position: OfficePosition(head: head, cursor: 5, history: CheckpointHistory()),
            offers: offers, erasures: [])
    }

    // MARK: Both

    @Test func aCheckThatFailsBringsBackItsOwnStatesAndNoMore() throws {
        var world = World()
        let ids = (1...40).map { RecordID(bits: UInt128($0) << 104) }
        for id in ids { world.writeAll(.number(1), on: id, in: \.first) }
        try world.sync(\.first)
        for id in ids { world.write(.number(2), on: id, name, in: \.first) }
        // The commission decides something of the tenth record meanwhile.
        let decided = Dot(actor: ActorID(bits: 77), n: 1)
        world.hub.decide(.flag(true), on: ids[9], other, dot: decided, using: &world.generator)

        let request = world.machine.request(from: world.first.outbox(limit: 100))
        #expect(request.wholes.isEmpty && request.parts.count == 40 && request.checks.count == 2)
        let page = try world.answer(request, from: Self.one)
        let states = page.outcomes.map { if case .state = $0 { true } else { false } }
        #expect(states == ids.indices.map { $0 < 32 })
        #expect(page.outcomes.suffix(8).allSatisfy { $0 == .asExpected })

        let reads = world.machine.reads(for: .page(page))
        #expect(reads == Array(ids.prefix(32)))
        let directives = try world.machine.receive(.page(page), rows: world.first.find(reads))
            .directives
        let settled = directives.compactMap {
            if case .settle(let id, _, _) = $0 { id } else { nil }
        }
        #expect(settled == Array(ids.suffix(8)))
        world.first.carryOut(directives)

        // The office knows now what the hub has, and says what it means.
        let next = world.machine.request(from: world.first.outbox(limit: 100))
        #expect(!next.leavesPastsOut && next.parts.count == 32)
        let last = try world.answer(next, from: Self.one)
        #expect(last.outcomes == Array(repeating: .asExpected, count: 32))
        world.first.carryOut(try world.machine.receive(.page(last), rows: [:]).directives)
        #expect(world.first.isOutboxEmpty)
        #expect(world.first.rows.mapValues(\.state) == world.hub.records)
        #expect(world.first.rows[ids[9]]!.state.unpacked()[other].versions.count == 1)
    }

    /// `RecordID(bits:)` of small numbers: the first bits of all are zeros.
    @Test func twoRecordsOfOneReferenceGoWhole() throws {
        var world = World()
        let ids = [RecordID(bits: 1), RecordID(bits: 2)]
        #expect(reference(ids[0]) == reference(ids[1]))
        for id in ids { world.writeAll(.number(1), on: id, in: \.first) }
        try world.sync(\.first)
        for id in ids { world.write(.number(2), on: id, name, in: \.first) }
        let request = world.machine.request(from: world.first.outbox(limit: 10))
        #expect(request.wholes.map(\.id) == ids && request.parts.isEmpty)
        try world.sync(\.first)
        #expect(world.first.isOutboxEmpty)
        #expect(world.first.rows.mapValues(\.state) == world.hub.records)
        #expect(world.hub.records.count == 2)
    }

    @Test func ofTwoPartsWithOneReferenceTheSecondWaits() {
        let offers = [1, 2].map { bits in
            OfficeOutbox.Offer(
                id: RecordID(bits: bits), expected: StateDigest(of: record(2), by: hash),
                fields: record(2), isWhole: false)
        }
        var machine = machine()
        #expect(machine.request(from: outbox(offers)).parts.count == 1)
    }

    /// A live copy of the office wrote the other: this one has not heard of it.
    @Test func aReferenceThatNamesTwoRecordsOfTheOfficeNamesNone() throws {
        var world = World()
        let (mine, unheard) = (RecordID(bits: 1), RecordID(bits: 2))
        world.writeAll(.number(1), on: mine, in: \.first)
        try world.sync(\.first)
        let copy = world.first
        world.first.reopen()
        world.writeAll(.number(1), on: unheard, in: \.first)
        try world.sync(\.first)
        world.first = copy
        world.write(.number(2), on: mine, name, in: \.first)
        let request = world.machine.request(from: world.first.outbox(limit: 10))
        #expect(request.parts.count == 1)
        #expect(try world.answer(request, from: Self.one).outcomes == [.unknown])
        try world.sync(\.first)
        #expect(world.first.isOutboxEmpty)
        #expect(world.first.rows.mapValues(\.state) == world.hub.records)
        #expect(world.hub.records.count == 2)
    }

    @Test func anErasedRecordOfTheSameReferenceIsNotTakenForTheOther() throws {
        var world = World()
        let (gone, kept) = (RecordID(bits: 1), RecordID(bits: 2))
        world.writeAll(.number(1), on: kept, in: \.first)
        try world.sync(\.first)
        let copy = world.first
        world.first.reopen()
        world.writeAll(.number(1), on: gone, in: \.first)
        try world.sync(\.first)
        world.first.erase(gone)
        try world.sync(\.first)
        // A copy of the office that has heard of neither.
        world.first = copy
        world.first.reopen()
        world.write(.number(2), on: kept, name, in: \.first)
        let request = world.machine.request(from: world.first.outbox(limit: 10))
        #expect(request.parts.count == 1)
        #expect(try world.answer(request, from: Self.one).outcomes == [.unknown])
        try world.sync(\.first)
        #expect(world.hub.erased == [gone])
        #expect(world.first.rows.mapValues(\.state) == world.hub.records)
        #expect(Array(world.first.rows.keys) == [kept])
    }

    /// It was joined at a number that the hub put back doesn't have: that hub needn't hold the record.
    @Test func whatIsDirtyWithoutAStampIsOfferedWholeAfterARewind() throws {
        var office = MemoryOffice(number: Self.one)
        var generator = SeededGenerator(seed: 1)
        let id = RecordID(bits: 1)
        _ = office.write(.number(1), on: id, name, using: &generator)
        _ = office.write(.number(1), on: id, other, using: &generator)
        let state = office.rows[id]!.state
        office.carryOut([
            .store(id, state, stamp: nil, dirty: [name]),
            .advance(head: head, cursor: 5, complete: true),
        ])
        #expect(office.outbox(limit: 1).offers.map(\.isWhole) == [false])
        office.carryOut([.goBack(to: .zero)])
        #expect(office.outbox(limit: 1).offers.map(\.isWhole) == [true])
    }

    /// Two offices and their hub, in memory.
    private struct World {
        var generator = SeededGenerator(seed: 1)
        var hub = MemoryHub(offices: [PartTests.one, PartTests.two], without: [])
        var first = MemoryOffice(number: PartTests.one)
        var second = MemoryOffice(number: PartTests.two)
        /// The first office's.
        var machine = OfficeExchange(
            charterDigest: [UInt8](repeating: 0, count: 32), sha256: { simulatedHash($0) })

        mutating func write(
            _ value: Value, on id: RecordID, _ field: FieldName,
            in office: WritableKeyPath<World, MemoryOffice>
        ) {
            var generator = generator
            _ = self[keyPath: office].write(value, on: id, field, using: &generator)
            self.generator = generator
        }

        /// Every register that records have here.
        mutating func writeAll(
            _ value: Value, on id: RecordID, in office: WritableKeyPath<World, MemoryOffice>
        ) {
            for name in ["status", "kind"] {
                write(value, on: id, FieldName(text: name)!, in: office)
            }
        }

        mutating func answer(
            _ request: ExchangeRequest, from office: OfficeNumber
        ) throws -> ExchangeAnswer.Page {
            let bytes = try hub.answer(
                request.encoded(), from: office, pageRows: 10, using: &generator)
            guard case .page(let page) = try ExchangeAnswer(decoding: bytes) else {
                throw ExchangeFault.impossibleAnswer
            }
            return page
        }

        /// Until nothing is left to send.
        mutating func sync(_ office: WritableKeyPath<World, MemoryOffice>) throws {
            var machine = OfficeExchange(
                charterDigest: [UInt8](repeating: 0, count: 32), sha256: { simulatedHash($0) })
            for _ in 0..<8 {
                let request = machine.request(from: self[keyPath: office].outbox(limit: 100))
                let page = try answer(request, from: self[keyPath: office].number)
                let rows = self[keyPath: office].find(machine.reads(for: .page(page)))
                self[keyPath: office].carryOut(
                    try machine.receive(.page(page), rows: rows).directives)
                if !page.more && self[keyPath: office].isOutboxEmpty { return }
            }
        }
    }
}
