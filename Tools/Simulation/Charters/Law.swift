import Charter
import SyncCore

/// What may be held and written under a charter, ready for use.
package struct Law: Sendable {
    package let digest: [UInt8]
    let schema: SummarySchema
    /// What somebody can write, by type.
    let registers: [Code: [Register]]
    let types: [Code]

    /// One register that a value can be drawn for.
    struct Register: Sendable {
        let name: FieldName
        let field: SummaryField
        let merge: MergeRule

        var isForBothSides: Bool { field.editedAt == .bothSides }
    }

    init(_ charter: Charter) {
        digest = charter.digest(simulatedHash)
        schema = charter.summarySchema
        types = schema.types.map(\.name).sorted()
        registers = Dictionary(
            uniqueKeysWithValues: schema.types.map { type in
                let registers = type.fields.flatMap { field in
                    field.registers.map {
                        Register(
                            name: $0, field: field,
                            merge: $0.member == nil ? field.merge : .keep)
                    }
                }
                return (type.name, registers)
            })
    }

    func register(_ name: FieldName, of type: Code) -> Register? {
        registers[type]?.first { $0.name == name }
    }

    /// Whether the register may state the value.
    func allows(_ value: Value, in name: FieldName, of type: Code) -> Bool {
        guard let register = register(name, of: type) else { return false }
        switch (register.field.shape, value) {
        case (_, .withdrawn), (.flag, .flag), (.set, .flag): return true
        case (.number(let range), .number(let number)): return range.contains(number)
        case (.code(let codes), .code(let code)): return codes.contains { $0.name == code }
        default: return false
        }
    }
}

extension Law.Register {
    /// A value that the register may state; now and then it is withdrawn.
    func value(using generator: inout SeededGenerator) -> Value {
        if generator.below(12) == 0 { return .withdrawn }
        switch field.shape {
        case .flag, .set:
            return .flag(generator.below(2) == 0)
        case .number(let range):
            return .number(Int64.random(in: range, using: &generator))
        case .code(let codes):
            return .code(codes[generator.below(codes.count)].name)
        }
    }
}
