import Charter
import SyncCore
import Testing

@Suite("Clearance, the one door")
struct ClearanceTests {
    private let charter: Charter

    init() throws {
        charter = try Golden.workshop()
    }

    @Test("Each field leaves by its rule, and a field without a rule stays")
    func eachByItsRule() throws {
        #expect(try charter.clear(Samples.session).byText == Samples.sessionCleared)
    }

    @Test("A field that the record doesn't hold is not in what leaves")
    func absentStaysAbsent() throws {
        let record = CaseRecord(type: "session", values: ["places": .number(0)])
        #expect(try charter.clear(record).byText == ["places": .number(0)])
    }

    @Test(
        "An emptied field is withdrawn; of an emptied date with presence, it is told that it is gone"
    )
    func emptied() throws {
        let record = CaseRecord(
            type: "session", removed: ["length", "tools", "paid", "title"])
        #expect(
            try charter.clear(record).byText == [
                "length": .withdrawn, "trades/wood": .withdrawn, "trades/food": .withdrawn,
                "paid": .flag(false),
            ])
    }

    @Test("Nothing of a person leaves, whatever is in it")
    func nothingOfAPerson() throws {
        let record = CaseRecord(
            type: "member",
            values: [
                "surname": .text("Canary"), "card": .text("123"),
                "born": .date(CivilDate("1980-01-01")!),
            ])
        #expect(try charter.clear(record).values.isEmpty)
    }

    @Test("A commune outside the declared départements is refused, not sent as it is")
    func unknownCommune() {
        let record = CaseRecord(type: "session", values: ["place": .code("75056")])
        #expect(throws: CaseRefusal.self) { try charter.clear(record) }
        #expect(refused(record) == ["place commune/unknown"])
    }

    @Test(
        "A record that holds what the charter doesn't declare is refused by field and rule",
        arguments: [
            ("session", ["diary": CaseValue.text("Canary")], ["diary field/undeclared"]),
            ("diary", [:], ["diary type/undeclared"]),
            ("session", ["title": .number(1)], ["title value/wrong-type"]),
            (
                "session", ["title": .text(String(repeating: "é", count: 21))],
                ["title value/too-long"]
            ),
            ("session", ["title": .text("a\nb")], ["title value/control-character"]),
            ("session", ["account": .text("a\u{1b}[31m")], ["account value/control-character"]),
            ("session", ["level": .code("huge")], ["level code/outside-list"]),
            ("session", ["made": .codes(["low", "huge"])], ["made code/outside-list"]),
            ("session", ["places": .number(41)], ["places number/out-of-range"]),
            ("session", ["place": .code("38")], ["place commune/unknown"]),
            ("session", ["place": .code("2C004")], ["place commune/unknown"]),
            (
                "session", ["open": .code("yes"), "held": .text("2026-09-30")],
                ["held value/wrong-type", "open value/wrong-type"]
            ),
        ] as [(Code, [Code: CaseValue], [String])])
    func refusals(type: Code, values: [Code: CaseValue], findings: [String]) {
        let record = CaseRecord(type: type, values: values)
        #expect(refused(record) == findings)
    }

    @Test("A field both given and removed is refused")
    func contradiction() {
        let record = CaseRecord(
            type: "session", values: ["open": .flag(true)], removed: ["open"])
        #expect(refused(record) == ["open field/given-and-removed"])
    }

    @Test("A refusal tells field and rule in both languages and never the value")
    func noValueInErrors() throws {
        let record = CaseRecord(
            type: "session", values: ["level": .code("Canary"), "title": .text("Canary\n")])
        let refusal = try #require(throws: CaseRefusal.self) { try charter.clear(record) }
        for text in [refusal.what, refusal.remedy].flatMap({ [$0.fr, $0.en] }) {
            #expect(!text.contains("Canary"))
        }
        #expect(!"\(record) \(refusal)".contains("Canary"))
        #expect(refusal.code == "record-refused")
        #expect(
            refusal.what.en
                == "record \"session\" refused; \"level\": code outside its list; "
                + "\"title\": control character in the text")
    }

    @Test("A draft may lack what a complete record must have")
    func missing() throws {
        let draft = CaseRecord(type: "member")
        try charter.validate(draft)
        #expect(charter.missing(in: draft).map(\.name) == ["surname"])
    }

    private func refused(_ record: CaseRecord) -> [String] {
        do {
            _ = try charter.clear(record)
            return []
        } catch {
            return error.findings.map { "\($0.field) \($0.rule.rawValue)" }
        }
    }
}
