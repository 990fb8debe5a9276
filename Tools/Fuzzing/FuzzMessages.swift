import Simulation
import SyncCore

/// Messages about the records of `FuzzOffice`: the seeds from which fuzzing gets behind the decoder.
///
/// They are made and not stored, so that they are always in the encoding of today.
enum FuzzMessages {
    typealias Seed = (name: String, bytes: [UInt8])

    private static let offers = FuzzOffice.beforeItsAnswer.outbox(limit: 10).offers
    private static let status = FieldName(Code(literal: "status"))
    private static let stranger = ActorID(bits: 0xbb)

    static var requests: [Seed] {
        let other = PackedRecord(RecordState(type: Code(literal: "person")))
        let wholes = offers.map { ExchangeRequest.Whole(id: $0.id, state: $0.fields) }
        let third = ExchangeRequest.Whole(id: FuzzOffice.id(3), state: other)
        let part = ExchangeRequest.Part(
            reference: RecordReference(to: FuzzOffice.id(5), bitCount: 24),
            fields: wholes[0].state)
        let short = ExchangeRequest.Part(
            reference: part.reference, fields: wholes[0].state.leavingPastsOut()!)
        return [
            ("outbox", request(wholes, erasures: [FuzzOffice.id(0x0e)])),
            ("other-type", request(wholes + [third], erasures: [])),
            ("erased-and-offered", request(wholes, erasures: [FuzzOffice.id(1)])),
            ("part", request([third], parts: [part], erasures: [])),
            ("part-without-pasts", request([], parts: [short], leavesPastsOut: true, erasures: [])),
            ("nothing", request([], erasures: [])),
        ]
    }

    static var answers: [Seed] {
        let own = offers.map(\.fields)
        let concurrent = joined(own[0], with: version(past: VersionVector()))
        let newer = joined(own[0], with: version(past: seen(own[0])))
        let other = PackedRecord(RecordState(type: Code(literal: "person")))
        return [
            ("as-expected", page([.asExpected, .asExpected])),
            ("own-states", page([.state(own[0]), .state(own[1])])),
            ("concurrent", page([.state(concurrent), .deferred])),
            ("superseded", page([.state(newer), .erased], feed: feed(own[1]))),
            ("contradictory", page([.state(contradicting(own[0])), .state(other)])),
            (
                "refused",
                page([.refused(.typeMismatch), .refused(.recordTooLarge)], feed: feed(newer))
            ),
            ("unknown", page([.unknown, .asExpected])),
            ("more", page([.asExpected, .deferred], feed: feed(own[0]), head: 9)),
            ("rewind", ExchangeAnswer.rewind(.zero).encoded()),
            ("charter", ExchangeAnswer.charter(Array("charter: small\n".utf8)).encoded()),
            ("batch-refused", batchRefused),
        ]
    }

    private static var batchRefused: [UInt8] {
        let rule = Code(literal: "out-of-range")
        return ExchangeAnswer.batchRefused([
            .init(offer: 0, field: status.text, rule: rule),
            .init(offer: 1, field: "", rule: rule),
        ]).encoded()
    }

    private static func request(
        _ wholes: [ExchangeRequest.Whole], parts: [ExchangeRequest.Part] = [],
        leavesPastsOut: Bool = false, erasures: [RecordID]
    ) -> [UInt8] {
        ExchangeRequest(
            charterDigest: [UInt8](repeating: 0xdd, count: 32), head: .zero, cursor: 0,
            checkpoints: [.zero, Checkpoint(seq: 4, tag: 4)], wholes: wholes, parts: parts,
            leavesPastsOut: leavesPastsOut,
            checks: parts.isEmpty ? [] : [StateDigest(bits: 1)], erasures: erasures
        ).encoded()
    }

    /// At the end of the feed, unless the head lies further on.
    private static func page(
        _ outcomes: [ExchangeAnswer.Outcome], feed: [ExchangeAnswer.FeedRow] = [], head: UInt64 = 4
    ) -> [UInt8] {
        ExchangeAnswer.page(
            .init(
                outcomes: outcomes, feed: feed, cursor: 4, head: Checkpoint(seq: head, tag: 4),
                more: head > 4)
        ).encoded()
    }

    /// A record that is new here, and one that was erased.
    private static func feed(_ state: PackedRecord) -> [ExchangeAnswer.FeedRow] {
        [
            .init(seq: 2, id: FuzzOffice.id(3), state: state),
            .init(seq: 3, id: FuzzOffice.id(4), state: nil),
        ]
    }

    private static func version(past: VersionVector) -> Version {
        Version(
            dot: Dot(actor: stranger, n: 5), past: past, value: .code(Code(literal: "draft")))
    }

    private static func seen(_ record: PackedRecord) -> VersionVector {
        record.unpacked()[status].seen
    }

    private static func joined(_ record: PackedRecord, with version: Version) -> PackedRecord {
        let written = RecordState(type: record.type, fields: [status: FieldState(version)])
        return PackedRecord(record.unpacked().joined(with: written))
    }

    /// The same dot with another value.
    private static func contradicting(_ record: PackedRecord) -> PackedRecord {
        let version = record.unpacked()[status].versions[0]
        let other = Version(
            dot: version.dot, past: version.past, value: .code(Code(literal: "sent")))
        return PackedRecord(RecordState(type: record.type, fields: [status: FieldState(other)]))
    }
}
