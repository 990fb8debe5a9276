import SyncCore
import Testing

/// `records.json`: states and the bytes that they are packed in.
@Suite struct RecordVectorTests {
    private struct Vector {
        let name: String
        let meaning: String
        let state: RecordState
    }

    @Test func recordsArePackedAsTheVectorsSay() throws {
        let file = VectorFile(name: "records.json")
        try file.expect(
            "A state, its packed bytes, and its digest. A dot is [actor, n]; null is withdrawn.",
            try vectors.map { vector in
                let packed = PackedRecord(vector.state)
                var reader = RecordReader()
                #expect(try reader.read(packed.bytes).unpacked() == vector.state)
                return .object(
                    [("name", .text(vector.name)), ("meaning", .text(vector.meaning))]
                        + (try JSONText.cbor(packed.bytes)) + [
                            ("stateDigest", .text(digest(of: packed))),
                            ("state", .state(vector.state)),
                        ])
            })
    }

    private func digest(of record: PackedRecord) -> String {
        var writer = CBORWriter()
        writer.write(word: StateDigest(of: record, by: Samples.sha256).bits)
        return Hex.text(writer.bytes.dropFirst())
    }

    private var vectors: [Vector] { historyVectors + valueVectors + layoutVectors }

    private var historyVectors: [Vector] {
        let draft = Samples.version(Samples.dot(Samples.officeA, 1), Samples.code("draft"))
        let signed = Samples.version(
            Samples.dot(Samples.officeA, 2), past: [draft.dot], Samples.code("signed"))
        let sent = Samples.version(
            Samples.dot(Samples.officeB, 1), past: [draft.dot], Samples.code("sent"))
        return [
            Vector(
                name: "one-write", meaning: "Office A wrote one field, once.",
                state: Samples.contract(["status": Samples.field(draft)])),
            Vector(
                name: "written-again",
                meaning: "Office A wrote the field again; the past of the new value has the old.",
                state: Samples.contract(["status": Samples.field(draft, signed)])),
            Vector(
                name: "concurrent",
                meaning: "Offices A and B both replaced A's first value: a conflict.",
                state: Samples.contract(["status": Samples.field(signed, sent)])),
            Vector(
                name: "concurrent-and-equal",
                meaning: "Two offices wrote the same value unseen by each other: no conflict.",
                state: Samples.contract([
                    "status": Samples.field(
                        draft,
                        Samples.version(
                            Samples.dot(Samples.officeB, 1), Samples.code("draft")))
                ])),
            Vector(
                name: "decided-at-the-hub",
                meaning: "The hub's decision has both concurrent values, and what they had, in its"
                    + " past.",
                state: Samples.contract([
                    "status": FieldState(
                        Samples.version(
                            Samples.dot(Samples.hub, 1), past: [signed.dot, sent.dot],
                            Samples.code("sent")))
                ])),
            Vector(
                name: "withdrawn", meaning: "A value was taken back. The field is not absent.",
                state: Samples.contract([
                    "status": FieldState(
                        Samples.version(signed.dot, past: [draft.dot], .withdrawn))
                ])),
            Vector(
                name: "no-field", meaning: "A record of which no field was written.",
                state: Samples.contract([:])),
        ]
    }

    private var valueVectors: [Vector] {
        func each(_ values: [(String, Value)]) -> RecordState {
            var n: UInt64 = 0
            let fields = values.map { name, value in
                n += 1
                return (
                    name,
                    FieldState(Samples.version(Samples.dot(Samples.officeA, n), value))
                )
            }
            return Samples.contract(Dictionary(uniqueKeysWithValues: fields))
        }
        let numbers: [Int64] = [
            .min, -257, -256, -25, -24, -1, 0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_295,
            4_294_967_296, .max,
        ]
        return [
            Vector(
                name: "every-kind-of-value", meaning: "A flag, a number, a code, a withdrawal.",
                state: each([
                    ("urgent", .flag(true)), ("renewals", .number(2)),
                    ("kind", Samples.code("cer")), ("decision", .withdrawn),
                ])),
            Vector(
                name: "a-set-of-codes",
                meaning: "A field that holds a set is one flag register for each code.",
                state: each([
                    ("domains/professional", .flag(true)), ("domains/social", .flag(false)),
                    ("domains/access-to-rights", .flag(true)),
                ])),
            Vector(
                name: "numbers", meaning: "Numbers at the edges of CBOR's head sizes.",
                state: each(
                    numbers.enumerated().map { index, number in
                        ("n\(index < 10 ? "0" : "")\(index)", .number(number))
                    })),
        ]
    }

    private var layoutVectors: [Vector] {
        let long = Samples.name(
            String(repeating: "f", count: 40) + "/" + String(repeating: "c", count: 40))
        let far = Samples.version(
            Samples.dot(Samples.officeA, 70_000), past: [Samples.dot(Samples.officeB, 41)],
            .number(1))
        let near = Samples.version(Samples.dot(Samples.officeA, 1_000), .number(2))
        return [
            Vector(
                name: "offsets-from-the-base",
                meaning: "Numbers are packed as how far they lie above the actor's least number.",
                state: Samples.contract(["far": FieldState(far), "near": FieldState(near)])),
            Vector(
                name: "greatest-number",
                meaning: "2^64 - 1 is a number like others, whatever another actor's offsets are.",
                state: Samples.contract([
                    "status": Samples.field(
                        Samples.version(Samples.dot(Samples.officeA, .max), .number(1)),
                        Samples.version(Samples.dot(Samples.officeB, 1), .number(2)),
                        Samples.version(Samples.dot(Samples.officeB, 9), .number(3)))
                ])),
            Vector(
                name: "longest-words", meaning: "A type of 40 characters, a register of 81.",
                state: RecordState(
                    type: Code(String(repeating: "T", count: 40))!,
                    fields: [
                        long: FieldState(
                            Samples.version(Samples.dot(Samples.officeA, 1), .flag(true)))
                    ])),
        ]
    }
}
