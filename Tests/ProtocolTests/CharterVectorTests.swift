import Charter
import SyncCore
import Testing

/// `charter.cddl` and `charter.json`: what the charter of the vectors lets travel, and what it does
/// not although the format has room for it.
@Suite struct CharterVectorTests {
    private struct Vector {
        let name: String
        let meaning: String
        let record: RecordState
    }

    private func charter() throws -> Charter {
        try Charter.parse(try VectorFile(name: "charter.yaml").read(), file: "charter.yaml")
    }

    @Test func theCharterIsToldInCDDLAsTheVectorsSay() throws {
        try VectorFile(name: "charter.cddl").expect(try charter().cddl())
    }

    @Test func recordsAreLetInAsTheVectorsSay() throws {
        let schema = try charter().summarySchema
        try VectorFile(name: "charter.json").expect(
            "Records that charter.yaml allows or not; of what it doesn't, the register and rule.",
            try vectors.map { vector in
                let packed = PackedRecord(vector.record)
                let findings = schema.check(packed)
                return .object(
                    [("name", .text(vector.name)), ("meaning", .text(vector.meaning))]
                        + (try JSONText.cbor(packed.bytes)) + [
                            ("allowed", .flag(findings.isEmpty)),
                            (
                                "findings",
                                .list(
                                    findings.map {
                                        .list([.text($0.field), .text($0.rule.rawValue)])
                                    })
                            ),
                        ])
            })
    }

    /// A contract with these values, each of a register of its own.
    private func contract(_ values: [String: Value]) -> RecordState {
        var n: UInt64 = 0
        let fields = values.sorted { $0.key < $1.key }.map { name, value in
            n += 1
            return (name, FieldState(Samples.version(Samples.dot(Samples.officeA, n), value)))
        }
        return Samples.contract(Dictionary(uniqueKeysWithValues: fields))
    }

    private var vectors: [Vector] {
        let all: [String: Value] = [
            "kind": Samples.code("cer"), "status": Samples.code("sent"), "renewals": .number(-1),
            "urgent": .flag(false), "tags/cer": .flag(true), "tags/ce": .flag(false),
            "signed-month": .number(202_609), "start-quarter": .number(20_263),
            "end-year": .number(2027), "duration-class": Samples.code("4-6"),
            "domains/professional": .flag(true), "domains/social": .flag(false),
            "departement": Samples.code("2A"), "was-sent": .flag(true),
        ]
        let refused: [(String, String, [String: Value])] = [
            ("undeclared", "A field that the charter doesn't have.", ["worker": .number(7)]),
            ("stays", "A field of the charter that never leaves.", ["account": .flag(true)]),
            (
                "finer-name", "The dossier's own field leaves under another name only.",
                ["duration": .number(5)]
            ),
            ("other-list", "A code of another list.", ["kind": Samples.code("sent")]),
            ("name-as-code", "A name has the form of a code.", ["kind": Samples.code("Martin")]),
            ("flag-for-code", "A flag where a code belongs.", ["kind": .flag(true)]),
            ("number-out-of-range", "A number over its range.", ["renewals": .number(21)]),
            (
                "number-that-names", "A number that could name a person.",
                ["renewals": .number(2_690_838_123_456)]
            ),
            (
                "code-not-in-set", "A register of a code that the set lacks.",
                [
                    "domains/health": .flag(true)
                ]
            ),
            ("set-without-code", "A set has no register of its own.", ["domains": .flag(true)]),
        ]
        return [
            Vector(
                name: "everything", meaning: "Each register that the charter has, once.",
                record: contract(all)),
            Vector(
                name: "withdrawn", meaning: "Each of them withdrawn.",
                record: contract(all.mapValues { _ in .withdrawn })),
            Vector(
                name: "unknown-type", meaning: "Of a person nothing leaves.",
                record: RecordState(type: Code(literal: "person"))),
        ]
            + refused.map {
                Vector(
                    name: $0, meaning: $1,
                    record: contract(["status": .withdrawn].merging($2) { $1 }))
            }
    }
}
