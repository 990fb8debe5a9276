import SyncCore
import Testing

/// `requests.json` and `answers.json`: messages of an honest exchange.
@Suite struct MessageVectorTests {
    private let charterDigest = Samples.sha256(Array("a charter".utf8))
    private let last = Checkpoint(seq: 41, tag: 0x1122_3344_5566_7788)
    private let older = Checkpoint(seq: 30, tag: 0xfedc_ba98_7654_3210)

    private let signed = PackedRecord(
        Samples.contract([
            "status": FieldState(
                Samples.version(
                    Samples.dot(Samples.officeA, 2), past: [Samples.dot(Samples.officeA, 1)],
                    Samples.code("signed")))
        ]))
    private let contract = PackedRecord(
        Samples.contract([
            "kind": FieldState(
                Samples.version(Samples.dot(Samples.officeA, 3), Samples.code("cer"))),
            "start-quarter": FieldState(
                Samples.version(Samples.dot(Samples.officeA, 4), .number(20_263))),
            "domains/social": FieldState(
                Samples.version(Samples.dot(Samples.officeA, 5), .flag(true))),
        ]))

    private func vector(_ name: String, _ meaning: String, _ bytes: [UInt8]) throws -> JSONText {
        .object(
            [("name", .text(name)), ("meaning", .text(meaning))] + (try JSONText.cbor(bytes)))
    }

    // MARK: Requests

    private func request(
        head: Checkpoint, cursor: UInt64, checkpoints: [Checkpoint],
        wholes: [ExchangeRequest.Whole] = [], parts: [ExchangeRequest.Part] = [],
        bitCount: Int = 24, leavesPastsOut: Bool = false, erasures: [RecordID] = []
    ) -> ExchangeRequest {
        // As if each part were all of its record: a check is over whatever is expected.
        let expected = parts.map { StateDigest(of: $0.fields, by: Samples.sha256) }
        let checks = stride(from: 0, to: parts.count, by: ExchangeLimits.partsPerCheck).map {
            StateDigest(
                over: expected[$0...].prefix(ExchangeLimits.partsPerCheck), by: Samples.sha256)
        }
        return ExchangeRequest(
            charterDigest: charterDigest, head: head, cursor: cursor, checkpoints: checkpoints,
            wholes: wholes, parts: parts, referenceBitCount: bitCount,
            leavesPastsOut: leavesPastsOut, checks: checks, erasures: erasures)
    }

    private func whole(_ id: UInt8, _ state: PackedRecord) -> ExchangeRequest.Whole {
        .init(id: Samples.recordID(id), state: state)
    }

    private func part(
        _ id: UInt8, _ fields: PackedRecord, bitCount: Int = 24
    ) -> ExchangeRequest.Part {
        .init(
            reference: RecordReference(to: Samples.recordID(id), bitCount: bitCount),
            fields: fields)
    }

    /// A contract whose status alone was written, as `n`th write of its actor.
    private func status(_ code: String, by actor: ActorID, _ n: UInt64) -> PackedRecord {
        PackedRecord(
            Samples.contract([
                "status": FieldState(
                    Samples.version(
                        Samples.dot(actor, n), past: [Samples.dot(actor, n - 1)],
                        Samples.code(code)))
            ]))
    }

    private var requests: [(String, String, ExchangeRequest)] {
        [
            (
                "first-sync", "An office that never synced and has nothing to send.",
                request(head: .zero, cursor: 0, checkpoints: [.zero])
            ),
            (
                "nothing-to-send", "An office that is in sync asks what is new.",
                request(head: last, cursor: 41, checkpoints: [.zero, older, last])
            ),
            (
                "push", "A record whole, what was written of another, and an erasure.",
                request(
                    head: last, cursor: 41, checkpoints: [.zero, older, last],
                    wholes: [whole(0x02, contract)], parts: [part(0x01, signed)],
                    erasures: [Samples.recordID(0x0e)])
            ),
            (
                "first-push", "Four records of one kind by two actors, and one of another kind.",
                request(
                    head: .zero, cursor: 0, checkpoints: [.zero],
                    wholes: [
                        whole(0x01, status("signed", by: Samples.officeB, 9)),
                        whole(0x02, contract),
                        whole(0x03, status("sent", by: Samples.officeA, 300)),
                        whole(0x04, status("signed", by: Samples.officeA, 302)),
                        whole(0x05, status("signed", by: Samples.officeB, 11)),
                    ])
            ),
            (
                "parts", "33 parts of one kind: they have two checks.",
                request(
                    head: last, cursor: 41, checkpoints: [.zero, older, last],
                    parts: (1...33).map {
                        part($0, status("signed", by: Samples.officeA, 100 + 2 * UInt64($0)))
                    })
            ),
            (
                "parts-of-two-kinds", "Those of one kind stand together, under one check.",
                request(
                    head: last, cursor: 41, checkpoints: [.zero, older, last],
                    parts: [part(0x07, signed), part(0x05, contract), part(0x06, signed)])
            ),
            (
                "parts-without-pasts", "The hub completes them; their references have 29 bits.",
                request(
                    head: last, cursor: 41, checkpoints: [.zero, older, last],
                    parts: (1...3).map { (id: UInt8) in
                        let fields = status("signed", by: Samples.officeA, 100 + UInt64(id))
                        return part(id, fields.leavingPastsOut()!, bitCount: 29)
                    }, bitCount: 29, leavesPastsOut: true)
            ),
            (
                "next-page", "In the middle of a pull: the cursor lies before the head.",
                request(
                    head: Checkpoint(seq: 70, tag: 7), cursor: 55,
                    checkpoints: [.zero, older, last])
            ),
        ]
    }

    @Test func requestsAreEncodedAsTheVectorsSay() throws {
        let file = VectorFile(name: "requests.json")
        try file.expect(
            "What an office sends.",
            try requests.map { name, meaning, request in
                let bytes = request.encoded()
                #expect(try ExchangeRequest(decoding: bytes) == request)
                return try vector(name, meaning, bytes)
            })
    }

    // MARK: Answers

    private func page(
        outcomes: [ExchangeAnswer.Outcome] = [], feed: [ExchangeAnswer.FeedRow] = [],
        cursor: UInt64, head: Checkpoint, more: Bool = false
    ) -> ExchangeAnswer {
        .page(.init(outcomes: outcomes, feed: feed, cursor: cursor, head: head, more: more))
    }

    private var answers: [(String, String, ExchangeAnswer)] {
        let head = Checkpoint(seq: 44, tag: 0x0102_0304_0506_0708)
        let pages: [(String, String, ExchangeAnswer)] = [
            (
                "nothing-new", "The office is where the hub is.",
                page(cursor: 41, head: last)
            ),
            (
                "empty-hub", "The channel of an office that nothing was ever done with.",
                page(cursor: 0, head: .zero)
            ),
            (
                "outcomes", "Every outcome that a record sent can have.",
                page(
                    outcomes: [.asExpected, .erased, .deferred, .state(contract)]
                        + ExchangeAnswer.RecordRefusal.allCases.map { .refused($0) }
                        + [.unknown],
                    cursor: 44, head: head)
            ),
            (
                "states", "States of two kinds: those of one stand together, with their places.",
                page(
                    outcomes: [.state(signed), .state(contract), .asExpected, .state(signed)],
                    cursor: 44, head: head)
            ),
            (
                "feed", "Three rows, two of them of one commit; one was erased, and stands first.",
                page(
                    feed: [
                        .init(seq: 42, id: Samples.recordID(0x02), state: contract),
                        .init(seq: 44, id: Samples.recordID(0x0e), state: nil),
                        .init(seq: 44, id: Samples.recordID(0x03), state: signed),
                    ], cursor: 44, head: head)
            ),
            (
                "more", "A page that ends before the head: ask again from its cursor.",
                page(
                    feed: [.init(seq: 42, id: Samples.recordID(0x02), state: contract)],
                    cursor: 42, head: head, more: true)
            ),
        ]
        let others: [(String, String, ExchangeAnswer)] = [
            ("rewind", "The hub went back to a backup; it knows this checkpoint.", .rewind(older)),
            ("rewind-to-zero", "The hub knows none of the checkpoints.", .rewind(.zero)),
            (
                "charter", "The hub has a newer charter: its text, in place of an answer.",
                .charter(Array("charter: insertion\nversion: 2\n".utf8))
            ),
            (
                "batch-refused", "Two fields that the charter doesn't let in; nothing was stored.",
                .batchRefused([
                    .init(
                        offer: 0, field: "domains/health", rule: Code(literal: "field-unknown")),
                    .init(offer: 3, field: "", rule: Code(literal: "type-unknown")),
                ])
            ),
        ]
        let refusals = ExchangeAnswer.Refusal.allCases.map { refusal in
            (
                "refused-\(refusal.rawValue)", "The whole request was refused.",
                ExchangeAnswer.refused(refusal)
            )
        }
        return pages + others + refusals
    }

    @Test func answersAreEncodedAsTheVectorsSay() throws {
        let file = VectorFile(name: "answers.json")
        try file.expect(
            "What the hub answers.",
            try answers.map { name, meaning, answer in
                let bytes = answer.encoded()
                #expect(try ExchangeAnswer(decoding: bytes) == answer)
                return try vector(name, meaning, bytes)
            })
    }
}
