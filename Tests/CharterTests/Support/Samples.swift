import Charter
import SyncCore

/// A made-up session of the workshop with a value in every field.
enum Samples {
    static let session = CaseRecord(
        type: "session",
        values: [
            "title": .text("Canary words"),
            "account": .text("Canary words\nof two lines"),
            "level": .code("middle"),
            "places": .number(12),
            "open": .flag(true),
            "made": .codes(["low", "high"]),
            "tools": .codes(["saw", "plane"]),
            "held": .date(CivilDate("2026-09-30")!),
            "planned": .date(CivilDate("2026-10-01")!),
            "bought": .date(CivilDate("2024-02-29")!),
            "paid": .date(CivilDate("2026-12-31")!),
            "length": .number(45),
            "place": .code("97105"),
        ])

    /// What must be left of it.
    static let sessionCleared: [String: Value] = [
        "level": .code("middle"), "places": .number(12), "open": .flag(true),
        "made/low": .flag(true), "made/middle": .flag(false), "made/high": .flag(true),
        "trades/wood": .flag(true), "trades/food": .flag(false), "quarter": .number(20263),
        "planned": .number(202_610), "bought": .number(2024), "paid": .flag(true),
        "length": .code(Code(literal: "31-60")), "area": .code(Code(literal: "971")),
    ]
}

extension ClearedRecord {
    /// The values by the text of their registers.
    var byText: [String: Value] {
        [String: Value](uniqueKeysWithValues: values.map { ($0.key.text, $0.value) })
    }
}
