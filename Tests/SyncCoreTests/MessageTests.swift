import Simulation
import SyncCore
import Testing

@Suite struct MessageTests {
    private func request(_ random: inout RandomStates) -> ExchangeRequest {
        let checkpoints = [
            Checkpoint.zero, Checkpoint(seq: 40, tag: random.generator.next()),
        ]
        return ExchangeRequest(
            charterDigest: simulatedHash([1]), head: checkpoints[1], cursor: 40,
            checkpoints: checkpoints,
            records: random.record(copies: 3).map {
                .init(
                    id: RecordID(using: &random.generator),
                    expected: StateDigest(bits: random.generator.next()),
                    fields: PackedRecord($0))
            },
            erasures: [RecordID(using: &random.generator)])
    }

    private func answers(_ random: inout RandomStates) -> [ExchangeAnswer] {
        let states = random.record(copies: 2).map { PackedRecord($0) }
        let id = RecordID(using: &random.generator)
        let page = ExchangeAnswer.Page(
            outcomes: [
                .asExpected, .erased, .deferred, .state(states[0]), .refused(.typeMismatch),
            ],
            feed: [
                .init(seq: 7, id: id, state: states[1]),
                .init(seq: 7, id: RecordID(using: &random.generator), state: nil),
                .init(seq: 300, id: RecordID(using: &random.generator), state: states[0]),
            ],
            cursor: 300, head: Checkpoint(seq: 301, tag: .max), more: true)
        return [
            .page(page), .rewind(Checkpoint(seq: 3, tag: 9)),
            .batchRefused([.init(id: id, field: "name", rule: Code(literal: "field-unknown"))]),
        ] + ExchangeAnswer.Refusal.allCases.map { .refused($0) }
    }

    @Test(arguments: seeds.prefix(20))
    func messagesComeBack(seed: UInt64) throws {
        var random = RandomStates(seed: seed)
        let request = request(&random)
        #expect(try ExchangeRequest(decoding: request.encoded()) == request)
        for answer in answers(&random) {
            #expect(try ExchangeAnswer(decoding: answer.encoded()) == answer)
        }
    }

    @Test(arguments: seeds.prefix(3))
    func truncatedMessagesAreRefused(seed: UInt64) {
        var random = RandomStates(seed: seed)
        let request = request(&random).encoded()
        for count in request.indices {
            #expect(throws: WireError.self) {
                try ExchangeRequest(decoding: Array(request.prefix(count)))
            }
        }
        for answer in answers(&random).map({ $0.encoded() }) {
            for count in answer.indices {
                #expect(throws: WireError.self) {
                    try ExchangeAnswer(decoding: Array(answer.prefix(count)))
                }
            }
        }
    }

    @Test(arguments: seeds)
    func mutatedMessagesEndInARefusalOrInTheSameBytes(seed: UInt64) {
        var random = RandomStates(seed: seed)
        let messages = [request(&random).encoded()] + answers(&random).map { $0.encoded() }
        for message in messages {
            var mutated = message
            mutated[random.generator.below(mutated.count)] =
                UInt8(truncatingIfNeeded: random.generator.next())
            if let request = try? ExchangeRequest(decoding: mutated) {
                #expect(request.encoded() == mutated)
            }
            if let answer = try? ExchangeAnswer(decoding: mutated) {
                #expect(answer.encoded() == mutated)
            }
        }
    }

    @Test func oneRecordTwiceInARequestIsRefused() {
        var random = RandomStates(seed: 1)
        let once = request(&random)
        let twice = ExchangeRequest(
            charterDigest: once.charterDigest, head: once.head, cursor: once.cursor,
            checkpoints: once.checkpoints, records: once.records + once.records.prefix(1),
            erasures: [])
        #expect(throws: WireError.self) { try ExchangeRequest(decoding: twice.encoded()) }
    }
}
