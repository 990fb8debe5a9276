import Charter
import HubStore
import Simulation
import SyncCore
import Testing

@Suite("A batch that the charter refuses")
struct RefusedBatchTests {
    /// One wrong record among good ones.
    struct Wrong: CustomTestStringConvertible {
        let name: String
        let type: StaticString
        let field: StaticString
        let value: Value
        let finding: StaticString

        var testDescription: String { name }
    }

    static let wrongs = [
        Wrong(
            name: "unknown type", type: "person", field: "status", value: .code("draft"),
            finding: "type-unknown"),
        Wrong(
            name: "unknown field", type: "contract", field: "nir", value: .number(1),
            finding: "field-unknown"),
        Wrong(
            name: "unknown code", type: "contract", field: "status", value: .code("drunk"),
            finding: "code-outside-list"),
        Wrong(
            name: "another shape", type: "contract", field: "status", value: .flag(true),
            finding: "value-wrong-shape"),
        Wrong(
            name: "a field that must not leave", type: "contract", field: "remarks",
            value: .code("angry"), finding: "field-unknown"),
        Wrong(
            name: "number out of range", type: "contract", field: "renewals", value: .number(21),
            finding: "number-out-of-range"),
        Wrong(
            name: "no such quarter", type: "contract", field: "start-quarter",
            value: .number(20265), finding: "number-out-of-range"),
        Wrong(
            name: "unknown member of a set", type: "contract", field: "domains/health",
            value: .flag(true), finding: "field-unknown"),
    ]

    @Test(arguments: wrongs)
    func storesNothingOfIt(_ wrong: Wrong) throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        hub.write(&office, hub.newID(), [("status", .code("draft"))])
        try hub.sync(&office)
        let before = try hub.dump()

        let good = hub.write(&office, hub.newID(), [("status", .code("signed"))])
        let id = hub.newID()
        var state = RecordState(type: Code(literal: wrong.type))
        let dot = Dot(actor: ActorID(using: &hub.generator), n: 1)
        state.write(
            wrong.value, to: FieldName(text: "\(wrong.field)")!, dot: dot, shown: FieldState())
        let outbox = office.outbox(limit: 10)
        let request = ExchangeRequest(
            charterDigest: hub.charterDigest, head: outbox.position.head,
            cursor: outbox.position.cursor, checkpoints: outbox.position.history.checkpoints,
            wholes: outbox.offers.map { .init(id: $0.id, state: $0.fields) } + [
                .init(id: id, state: PackedRecord(state))
            ],
            erasures: [good])

        let answer = try hub.hub.exchange(request, from: office.number)
        guard case .batchRefused(let findings) = answer else {
            Issue.record("not refused: \(answer)")
            return
        }
        #expect(findings.map { request.wholes[$0.offer].id } == [id])
        #expect(findings.map(\.rule) == [Code(literal: wrong.finding)])
        #expect(try hub.dump() == before)
        // What tells the office survives the way there.
        #expect(try ExchangeAnswer(decoding: answer.encoded()) == answer)
    }

    @Test func anotherCharterStoresNothing() throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        hub.write(&office, hub.newID(), [("status", .code("draft"))])
        let before = try hub.dump()
        let outbox = office.outbox(limit: 10)
        let request = ExchangeRequest(
            charterDigest: [UInt8](repeating: 7, count: 32), head: .zero, cursor: 0,
            checkpoints: [.zero], wholes: outbox.offers.map { .init(id: $0.id, state: $0.fields) },
            erasures: [hub.newID()])
        #expect(
            try hub.hub.exchange(request, from: office.number) == .refused(.charterUnknown))
        #expect(try hub.dump() == before)
    }

    @Test func aRecordOfAnotherTypeIsRefusedAlone() throws {
        let charter = try Charter.parse(
            withOutcomesLeaving(Charter.insertion().source), file: "two.yaml")
        let hub = try HubFixture(charter: charter)
        var bobigny = try hub.office("CSS Bobigny")
        let id = hub.write(&bobigny, hub.newID(), [("status", .code("draft"))])
        try hub.sync(&bobigny)
        let other = try #require(
            hub.hub.charter.summarySchema.types.first { $0.name != HubFixture.contract })
        let register = try #require(other.registers.first)
        let field = try #require(other.field(of: register))
        let value: Value =
            switch field.shape {
            case .flag, .set: .flag(true)
            case .number(let range): .number(range.lowerBound)
            case .code(let codes): .code(codes[0].name)
            }
        var state = RecordState(type: other.name)
        state.write(
            value, to: register, dot: Dot(actor: ActorID(using: &hub.generator), n: 1),
            shown: FieldState())
        let before = try hub.dump()
        let request = ExchangeRequest(
            charterDigest: hub.charterDigest, head: .zero, cursor: 0, checkpoints: [.zero],
            wholes: [.init(id: id, state: PackedRecord(state))],
            erasures: [])
        guard case .page(let page) = try hub.hub.exchange(request, from: bobigny.number) else {
            Issue.record("no page")
            return
        }
        #expect(page.outcomes == [.refused(.typeMismatch)])
        #expect(try hub.dump() == before)
    }

    @Test func numbersThatNoChannelHasAreHarmless() throws {
        let hub = try HubFixture()
        var office = try hub.office("CSS Bobigny")
        hub.write(&office, hub.newID(), [("status", .code("draft"))])
        try hub.sync(&office)
        let before = try hub.dump()
        let beyond = Checkpoint(seq: .max, tag: .max)
        for cursor in [UInt64.max, 1 << 63, 7] {
            let request = ExchangeRequest(
                charterDigest: hub.charterDigest, head: beyond, cursor: cursor,
                checkpoints: [.zero, beyond], erasures: [])
            #expect(try hub.hub.exchange(request, from: office.number) == .rewind(.zero))
        }
        #expect(try hub.dump() == before)
    }
}
