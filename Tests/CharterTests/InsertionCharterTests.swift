import Charter
import SyncCore
import Testing

@Suite("The bundled charter")
struct InsertionCharterTests {
    private let charter = Charter.insertion()

    @Test("Exactly these registers leave an office, and nothing of any other type of record")
    func whatLeaves() {
        #expect(charter.summarySchema.types.map(\.name) == ["contract"])
        #expect(
            charter.summarySchema.type("contract")?.registers.map(\.text) == [
                "decision", "departement", "domains/access-to-rights", "domains/professional",
                "domains/social", "duration-class", "end-quarter", "kind", "renewals",
                "sent-quarter", "start-quarter", "status",
            ])
    }

    @Test("Each leaves by this rule and is merged by that one")
    func how() throws {
        let contract = try #require(charter.type("contract"))
        let exits = contract.leavingFields.map { field in
            let rule = field.leaves.map { type(of: $0).word } ?? ""
            return "\(field.name) \(rule) \(field.merge.word)"
        }
        #expect(
            exits == [
                "kind as-is ask", "status as-is ask", "decision as-is ask",
                "renewals as-is highest", "sent quarter lowest", "start quarter ask",
                "end quarter ask", "duration band ask", "themes map keep", "commune prefix ask",
            ])
        let atHub = charter.summarySchema.type("contract")?.fields
            .filter { $0.editedAt == .bothSides }
        #expect(atHub?.map(\.name) == ["status", "decision"])
    }

    @Test("What the field's people fear most never leaves")
    func neverLeaves() throws {
        let never: [(Code, [Code])] = [
            (
                "person",
                [
                    "family-name", "given-name", "usage-name", "birth-date", "nir", "caf-number",
                    "address", "phone", "mail", "nationality", "work-situation", "situations",
                ]
            ),
            ("contract", ["situations", "targets", "actions", "suspension-reasons", "remarks"]),
            ("note", ["title", "body"]),
            ("intervention", ["account", "partner"]),
            ("report", ["facts", "assessment", "proposal"]),
        ]
        for (type, fields) in never {
            let type = try #require(charter.type(type))
            for name in fields {
                let field = try #require(type.field(name), "\(type.name).\(name)")
                #expect(field.exit == nil, "\(type.name).\(name)")
            }
        }
    }

    @Test("Every item stays unless the charter says by what rule it leaves, and in so many words")
    func saidInSoManyWords() {
        let counts = charter.counts
        let lines = charter.source.split(separator: "\n")
        #expect(
            lines.count { $0.contains("leaves: never") } == counts.fields - counts.leavingFields)
        #expect(
            [counts.types, counts.fields, counts.leavingFields, counts.registers]
                == [5, 48, 10, 12])
    }

    @Test("Who the worker is has no field at all")
    func noWorker() {
        for type in charter.types {
            for field in type.fields {
                #expect(!["worker", "referent", "author"].contains(field.name.text))
            }
        }
    }

    @Test("A contract leaves as twelve coarse registers")
    func clearedContract() throws {
        let contract = CaseRecord(
            type: "contract",
            values: [
                "kind": .code("cer"), "status": .code("signed"), "renewals": .number(1),
                "signed": .date(CivilDate("2026-02-03")!), "sent": .date(CivilDate("2026-02-10")!),
                "start": .date(CivilDate("2026-02-15")!), "end": .date(CivilDate("2026-08-14")!),
                "duration": .number(6), "themes": .codes(["health", "housing", "employment"]),
                "commune": .code("38185"), "situations": .codes(["rent-debt"]),
                "decision": .code("pending"), "targets": .text("Canary"),
            ])
        let cleared = try charter.clear(contract)
        #expect(
            cleared.byText == [
                "kind": .code("cer"), "status": .code("signed"), "decision": .code("pending"),
                "renewals": .number(1), "sent-quarter": .number(20261),
                "start-quarter": .number(20261), "end-quarter": .number(20263),
                "duration-class": .code("4-6"), "domains/professional": .flag(true),
                "domains/social": .flag(true), "domains/access-to-rights": .flag(false),
                "departement": .code("38"),
            ])
    }

    @Test("Every French département can be told from a commune")
    func departements() throws {
        let communes = [
            "01004", "2A004", "2B033", "38185", "75056", "95018", "97105", "97209", "97302",
            "97411", "97611",
        ]
        let left = try communes.map { commune in
            try charter.clear(
                CaseRecord(type: "contract", values: ["commune": .code(Code(commune)!)])
            ).byText["departement"]
        }
        #expect(
            left == [
                .code("01"), .code("2A"), .code("2B"), .code("38"), .code("75"), .code("95"),
                .code("971"), .code("972"), .code("973"), .code("974"), .code("976"),
            ])
        #expect(charter.codeLists.named("departement")?.codes.count == 101)
    }
}
