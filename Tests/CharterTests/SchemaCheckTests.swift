import Charter
import SyncCore
import Testing

@Suite("What comes in is checked against the charter")
struct SchemaCheckTests {
    private let schema: SummarySchema

    init() throws {
        schema = try Golden.workshop().summarySchema
    }

    private func packed(_ type: Code, _ values: [String: Value]) -> PackedRecord {
        var state = RecordState(type: type)
        let actor = ActorID(bits: 1)
        for (n, (name, value)) in values.sorted(by: { $0.key < $1.key }).enumerated() {
            state.write(
                value, to: FieldName(text: name)!, dot: Dot(actor: actor, n: UInt64(n + 1)),
                shown: FieldState())
        }
        return PackedRecord(state)
    }

    private func found(_ type: Code, _ values: [String: Value]) -> [String] {
        schema.check(packed(type, values)).map { "\($0.field) \($0.rule.rawValue)" }
    }

    @Test("What clearance makes is fine at the other end")
    func clearedIsFine() {
        #expect(found("session", Samples.sessionCleared) == [])
    }

    @Test("A withdrawn value is fine in each declared register")
    func withdrawn() {
        #expect(found("session", Samples.sessionCleared.mapValues { _ in .withdrawn }) == [])
    }

    @Test("A type of which nothing leaves is unknown, even when the charter has it")
    func unknownType() {
        #expect(found("member", ["surname": .flag(true)]) == [" type/unknown"])
        #expect(found("diary", [:]) == [" type/unknown"])
    }

    @Test("Every broken value is found, with its register and rule, in one pass")
    func broken() {
        #expect(
            found(
                "session",
                [
                    "level": .code("huge"), "places": .number(41), "open": .number(1),
                    "made/huge": .flag(true), "made": .code("low"), "trades/wood": .code("wood"),
                    "quarter": .number(20265), "planned": .number(202_600), "bought": .number(1),
                    "paid": .withdrawn, "title": .code("hello"), "held": .number(20263),
                    "area": .code("38185"), "length": .number(45),
                ]) == [
                    "area code/outside-list", "bought number/out-of-range", "held field/unknown",
                    "length value/wrong-shape", "level code/outside-list", "made field/unknown",
                    "made/huge field/unknown", "open value/wrong-shape",
                    "places number/out-of-range", "planned number/out-of-range",
                    "quarter number/out-of-range", "title field/unknown",
                    "trades/wood value/wrong-shape",
                ])
    }

    @Test("A checker that saw other shapes finds the same as a new one")
    func checkerRemembersRightly() {
        let records = [
            packed("session", ["places": .number(3)]), packed("session", ["places": .number(41)]),
            packed("session", ["open": .number(3)]), packed("diary", ["places": .number(3)]),
            packed("session", ["places": .number(41), "open": .flag(true)]),
            packed("session", ["places": .number(7)]),
        ]
        var checker = schema.checker()
        for record in records + records.reversed() {
            #expect(checker.check(record) == schema.check(record))
        }
    }

    @Test("Each of several concurrent values is checked")
    func concurrent() {
        var state = RecordState(type: "session")
        for (n, value) in [Value.number(3), .number(50), .number(60)].enumerated() {
            state.write(
                value, to: FieldName("places"),
                dot: Dot(actor: ActorID(bits: UInt128(n + 1)), n: 1), shown: FieldState())
        }
        let findings = schema.check(PackedRecord(state)).map(\.field)
        #expect(findings == ["places", "places"])
    }
}
