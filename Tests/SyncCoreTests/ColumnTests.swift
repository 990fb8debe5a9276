import Simulation
import SyncCore
import Testing

/// Records in a message stand in columns: whatever they are, they come back.
@Suite("Records in columns") struct ColumnTests {
    private static let types = ["contract", "measure"].map { Code($0)! }

    /// Records of many histories, two types and many shapes, in no order; some are alike, some empty.
    private func records(_ random: inout RandomStates) -> [PackedRecord] {
        var states: [RecordState] = []
        for _ in 0...random.generator.below(12) {
            states += random.record(copies: 1 + random.generator.below(3), steps: 12)
            if random.generator.below(4) == 0 { states.append(states[0]) }
        }
        if random.generator.below(2) == 0 { states.append(RecordState(type: Self.types[1])) }
        states.shuffle(using: &random.generator)
        return states.map {
            PackedRecord(
                RecordState(type: Self.types[random.generator.below(2)], fields: $0.fields))
        }
    }

    private func request(
        wholes: [ExchangeRequest.Whole] = [], parts: [ExchangeRequest.Part] = []
    ) -> ExchangeRequest {
        ExchangeRequest(
            charterDigest: simulatedHash([1]), head: .zero, cursor: 0, checkpoints: [.zero],
            wholes: wholes, parts: parts,
            checks: (0..<ExchangeLimits.checks(ofParts: parts.count)).map {
                StateDigest(bits: UInt64($0) << 56 | 7)
            })
    }

    /// Whether records of one type and shape stand together.
    private func areGrouped(_ records: [PackedRecord]) -> Bool {
        var seen: [(Code, RecordShape)] = []
        for record in records {
            if let last = seen.last, last == (record.type, record.shape) { continue }
            if seen.contains(where: { $0 == (record.type, record.shape) }) { return false }
            seen.append((record.type, record.shape))
        }
        return true
    }

    @Test(arguments: seeds.prefix(60))
    func wholesComeBackGrouped(seed: UInt64) throws {
        var random = RandomStates(seed: seed)
        let wholes = records(&random).map {
            ExchangeRequest.Whole(id: RecordID(using: &random.generator), state: $0)
        }
        let bytes = request(wholes: wholes).encoded()
        let read = try ExchangeRequest(decoding: bytes)
        #expect(read == request(wholes: wholes))
        #expect(read.encoded() == bytes)
        #expect(areGrouped(read.wholes.map(\.state)))
        #expect(Set(read.wholes) == Set(wholes) && read.wholes.count == wholes.count)
        // Those of a kind stay in their order.
        for whole in wholes.prefix(3) {
            func alike(_ all: [ExchangeRequest.Whole]) -> [RecordID] {
                all.filter { $0.state.shape == whole.state.shape }
                    .filter { $0.state.type == whole.state.type }.map(\.id)
            }
            #expect(alike(read.wholes) == alike(wholes))
        }
    }

    @Test(arguments: seeds.prefix(60))
    func partsComeBackGrouped(seed: UInt64) throws {
        var random = RandomStates(seed: seed)
        let parts = records(&random).map {
            let reference = RecordReference(
                to: RecordID(using: &random.generator), bitCount: 24)
            return ExchangeRequest.Part(reference: reference, fields: $0)
        }
        let bytes = request(parts: parts).encoded()
        let read = try ExchangeRequest(decoding: bytes)
        #expect(read == request(parts: parts))
        #expect(read.encoded() == bytes)
        #expect(areGrouped(read.parts.map(\.fields)))
        #expect(Set(read.parts) == Set(parts) && read.parts.count == parts.count)
    }

    @Test(arguments: seeds.prefix(60))
    func outcomesAndFeedsComeBack(seed: UInt64) throws {
        var random = RandomStates(seed: seed)
        let outcomes = records(&random).flatMap {
            [.state($0), random.generator.below(2) == 0 ? .asExpected : .deferred]
                as [ExchangeAnswer.Outcome]
        }.shuffled(using: &random.generator)
        // Numbers of every width, up and down: the office judges them, not the decoder.
        let feed = (records(&random).map(Optional.some) + [nil, nil]).map {
            ExchangeAnswer.FeedRow(
                seq: random.generator.next() >> random.generator.below(64),
                id: RecordID(using: &random.generator), state: $0)
        }
        let page = ExchangeAnswer.Page(
            outcomes: outcomes, feed: feed, cursor: 9, head: Checkpoint(seq: 9, tag: 1), more: false
        )
        let bytes = ExchangeAnswer.page(page).encoded()
        #expect(try ExchangeAnswer(decoding: bytes) == .page(page))
        #expect(page.outcomes == outcomes)
        #expect(Set(page.feed) == Set(feed) && page.feed.count == feed.count)
        #expect(page.feed.prefix(2).allSatisfy { $0.state == nil })
        #expect(areGrouped(page.feed.compactMap(\.state)))
    }

    // MARK: Bounds

    private let name = FieldName(text: "status")!

    private func page(_ feed: [PackedRecord]) -> ExchangeAnswer {
        .page(
            .init(
                outcomes: [],
                feed: feed.enumerated().map {
                    .init(seq: 1, id: RecordID(bits: UInt128($0.offset)), state: $0.element)
                },
                cursor: 1, head: Checkpoint(seq: 1, tag: 1), more: false))
    }

    /// A record of one version that has seen writes of `count` actors, the first of them `first`.
    private func record(ofActors count: Int, from first: Int) -> PackedRecord {
        let past = (1..<count).map { Dot(actor: ActorID(bits: UInt128(first + $0)), n: 3) }
        let version = Version(
            dot: Dot(actor: ActorID(bits: UInt128(first)), n: 7), past: VersionVector(past),
            value: .withdrawn)
        return PackedRecord(
            RecordState(type: RandomStates.type, fields: [name: FieldState(version)]))
    }

    @Test(arguments: [1, 2, 256, 257, 65_536, 65_537, 70_000])
    func anyNumberOfActorsComesBack(count: Int) throws {
        let step = 1_000
        let records = stride(from: 0, to: count, by: step).map {
            record(ofActors: min(step, count - $0), from: $0)
        }
        let answer = page(records)
        #expect(try ExchangeAnswer(decoding: answer.encoded()) == answer)
    }

    @Test func theFullestPageThatAHubMakesIsRead() throws {
        // 2 MiB of records that are all versions, and then a number of as many as can share one.
        let full = try recordOfVersionsAlone()
        #expect(full.isWithinLimits)
        let count = ExchangeLimits.pageBytes / full.byteCount + ExchangeLimits.rowsPerNumber
        let answer = page(Array(repeating: full, count: count))
        #expect(try ExchangeAnswer(decoding: answer.encoded()) == answer)
    }

    /// As many concurrent versions as a record can have, in as few bytes.
    private func recordOfVersionsAlone() throws -> PackedRecord {
        var writer = CBORWriter()
        writer.beginArray(5)
        writer.write(text: "contract")
        writer.beginArray(1)
        writer.beginArray(2)
        writer.write(ActorID(bits: 7))
        writer.write(unsigned: 1)
        writer.beginArray(1)
        writer.write(text: "status")
        writer.beginArray(1)
        writer.beginArray(RecordLimits.versions)
        for n in 0..<UInt64(RecordLimits.versions) {
            writer.beginArray(2)
            writer.write(unsigned: 0)
            writer.write(unsigned: n)
        }
        writer.beginArray(RecordLimits.versions)
        for _ in 0..<RecordLimits.versions { writer.write(true) }
        var reader = RecordReader()
        return try reader.read(writer.bytes)
    }

    @Test func aRecordOverItsLimitIsRefusedInColumnsToo() throws {
        // Long names, long codes, many actors, and numbers far from each other.
        let fields = (0..<RecordLimits.versions).map { index in
            let past = (0..<8).map {
                let which = 8 * index + $0
                return Dot(
                    actor: ActorID(bits: UInt128(which % 1_000 + 2)),
                    n: which < 1_000 ? 1 : 1 << 62 + UInt64(which))
            }
            let version = Version(
                dot: Dot(actor: ActorID(bits: 1), n: UInt64(index) + 1),
                past: VersionVector(past.sorted()),
                value: .code(Code("code-\(100 + index)-\(filler(31))")!))
            let name = FieldName(text: "field-\(100 + index)-\(filler(30))/code-\(filler(35))")!
            return (name, FieldState(version))
        }
        func record(_ count: Int) -> PackedRecord {
            PackedRecord(
                RecordState(
                    type: RandomStates.type,
                    fields: Dictionary(uniqueKeysWithValues: fields.prefix(count))))
        }
        let count = (1...fields.count).last { record($0).byteCount <= RecordLimits.packedBytes }!
        let most = page([record(count)])
        #expect(try ExchangeAnswer(decoding: most.encoded()) == most)
        try #require(count < fields.count, "the fields are too small to fill a record")
        #expect {
            try ExchangeAnswer(decoding: page([record(count + 1)]).encoded())
        } throws: {
            ($0 as? WireError)?.code == .tooLong
        }
    }

    private func filler(_ count: Int) -> String { String(repeating: "x", count: count) }
}
