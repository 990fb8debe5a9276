import Charter
import Simulation
import SyncCore

/// Changes of one field each, on distinct contracts that lie all over the store. Blocks of them are
/// disjoint for as long as there are contracts left, and each has two sides: the same fields of the
/// same contracts, changed to other values. All are fields in which a person decides a conflict.
struct Edits {
    let workload: Workload
    /// How many a block has.
    let count: Int

    /// Who changes the fields.
    enum Side: String, CaseIterable { case one, other }

    struct Edit {
        let id: RecordID
        let cleared: ClearedRecord
        let field: FieldName
        let value: Value

        /// A line of tab-separated values.
        var line: String { "\(id)\t\(field.text)\t\(value.cell)\n" }
    }

    /// The edits of a block, as one side makes them.
    func block(_ block: Int, by side: Side) throws -> [Edit] {
        try (0..<count).map { try edit(block * count + $0, by: side) }
    }

    /// A prime that divides no number of contracts that anybody would measure: its multiples visit
    /// each place once, in an order that is not the store's.
    private static let stride = 7_368_787

    private func edit(_ number: Int, by side: Side) throws -> Edit {
        let place = (number % workload.records) * Self.stride % workload.records
        let (id, before) = try workload.entry(at: place)
        var generator = workload.generator(at: place, salt: 1 + UInt64(number / workload.records))
        let choice = Self.choices[generator.below(Self.choices.count)]
        var others = try choice.values.map { value in
            try workload.charter.clear(
                CaseRecord(type: Workload.type, values: [choice.field: value]))
        }.filter { $0.values != before.values.filter { $0.key.text == choice.register } }
        let one = others.remove(at: generator.below(others.count))
        let cleared = side == .one ? one : others[generator.below(others.count)]
        let (field, value) = cleared.values.first!
        return Edit(id: id, cleared: cleared, field: field, value: value)
    }

    private struct Choice: Sendable {
        let field: Code
        /// What leaves of it.
        let register: String
        let values: [CaseValue]
    }

    private static let choices = [
        Choice(
            field: Code(literal: "kind"), register: "kind",
            values: Workload.codes("rmi", "cer", "ce").map { .code($0) }),
        Choice(
            field: Code(literal: "status"), register: "status",
            values: Workload.codes(
                "draft", "signed", "sent", "under-review", "adjourned", "validated", "refused"
            ).map { .code($0) }),
        Choice(
            field: Code(literal: "decision"), register: "decision",
            values: Workload.codes("pending", "validated", "adjourned", "refused")
                .map { .code($0) }),
        // One number of months in each class.
        Choice(
            field: Code(literal: "duration"), register: "duration-class",
            values: [2, 5, 10, 18].map { .number($0) }),
    ]
}
