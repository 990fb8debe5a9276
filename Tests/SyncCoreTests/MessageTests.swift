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
            wholes: random.record(copies: 3).map {
                .init(id: RecordID(using: &random.generator), state: PackedRecord($0))
            },
            parts: random.record(copies: 2).map {
                .init(
                    reference: RecordReference(
                        to: RecordID(using: &random.generator), bitCount: 24),
                    fields: PackedRecord($0))
            },
            checks: [StateDigest(bits: random.generator.next())],
            erasures: [RecordID(using: &random.generator)])
    }

    private func answers(_ random: inout RandomStates) -> [ExchangeAnswer] {
        let states = random.record(copies: 2).map { PackedRecord($0) }
        let id = RecordID(using: &random.generator)
        let page = ExchangeAnswer.Page(
            outcomes: [
                .asExpected, .erased, .deferred, .state(states[0]), .refused(.typeMismatch),
                .state(states[1]), .unknown,
            ],
            feed: [
                .init(seq: 7, id: id, state: states[1]),
                .init(seq: 7, id: RecordID(using: &random.generator), state: nil),
                .init(seq: 300, id: RecordID(using: &random.generator), state: states[0]),
            ],
            cursor: 300, head: Checkpoint(seq: 301, tag: .max), more: true)
        return [
            .page(page), .rewind(Checkpoint(seq: 3, tag: 9)),
            .batchRefused([.init(offer: 4_999, field: "name", rule: Code(literal: "field-unknown"))]
            ),
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
            for _ in 0...random.generator.below(3) {
                mutated[random.generator.below(mutated.count)] =
                    UInt8(truncatingIfNeeded: random.generator.next())
            }
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
        for (wholes, parts) in [
            (once.wholes + once.wholes.prefix(1), once.parts),
            (once.wholes, once.parts + once.parts.prefix(1)),
        ] {
            let twice = ExchangeRequest(
                charterDigest: once.charterDigest, head: once.head, cursor: once.cursor,
                checkpoints: once.checkpoints, wholes: wholes, parts: parts, checks: once.checks)
            #expect(refusal(of: twice)?.code == .notCanonical)
        }
    }

    @Test func wholesAndPartsTogetherAreBounded() {
        var random = RandomStates(seed: 1)
        let state = PackedRecord(random.record(copies: 1)[0])
        func request(parts: Int) -> ExchangeRequest {
            ExchangeRequest(
                charterDigest: simulatedHash([1]), head: .zero, cursor: 0, checkpoints: [],
                wholes: (0..<3_000).map {
                    .init(id: RecordID(bits: UInt128($0)), state: state)
                },
                parts: (0..<parts).map {
                    .init(
                        reference: RecordReference(bits: UInt64($0), bitCount: 24), fields: state)
                },
                checks: Array(
                    repeating: StateDigest(bits: 0), count: ExchangeLimits.checks(ofParts: parts)))
        }
        #expect(refusal(of: request(parts: 2_000)) == nil)
        #expect(refusal(of: request(parts: 2_001))?.code == .tooLong)
    }

    private func refusal(of request: ExchangeRequest) -> WireError? {
        do throws(WireError) {
            _ = try ExchangeRequest(decoding: request.encoded())
            return nil
        } catch {
            return error
        }
    }
}
