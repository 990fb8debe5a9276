package import SyncCore

/// Checks many records against a schema, looking each shape of record up once.
package struct SchemaChecker: Sendable {
    private let schema: SummarySchema
    /// By type, for each live version of a shape, in the order of the bytes.
    private var known: [Code: ShapeCache<[ValueRule]>] = [:]
    /// Those of the record before: records of a kind mostly come one after the other.
    private var last: (type: Code, shape: RecordShape, rules: [ValueRule])?

    init(schema: SummarySchema) {
        self.schema = schema
    }

    /// What the charter doesn't let the record hold; empty when it is fine.
    package mutating func check(_ record: PackedRecord) -> [SchemaFinding] {
        guard let rules = rules(for: record) else {
            return [SchemaFinding(type: record.type, field: "", rule: .unknownType)]
        }
        var findings: [SchemaFinding] = []
        for (index, value) in record.values.enumerated() {
            guard let broken = rules[index].broken(by: value) else { continue }
            let name = record.shape.names[record.shape.nameOfVersion[index]]
            findings.append(SchemaFinding(type: record.type, field: name.text, rule: broken))
        }
        return findings
    }

    /// The rules for each of the record's versions; `nil` when its type is unknown.
    private mutating func rules(for record: PackedRecord) -> [ValueRule]? {
        if let last, last.shape === record.shape, last.type == record.type { return last.rules }
        guard let type = schema.type(record.type) else { return nil }
        let rules = known[record.type, default: ShapeCache()].value(for: record.shape) {
            let names = record.shape.names.map(type.rule)
            return record.shape.nameOfVersion.map { names[$0] }
        }
        last = (record.type, record.shape, rules)
        return rules
    }
}

/// What a register may hold.
enum ValueRule: Sendable {
    case undeclared
    case flag
    case number(ClosedRange<Int64>, CalendarPart?)
    case code(Set<Code>)

    init(of field: SummaryField) {
        switch field.shape {
        case .flag, .set: self = .flag
        case .number(let range): self = .number(range, field.calendar)
        case .code(let codes): self = .code(Set(codes.map(\.name)))
        }
    }

    /// The rule that a value breaks. A withdrawn value is fine in each declared register.
    func broken(by value: Value) -> SchemaFinding.Rule? {
        switch (self, value) {
        case (.undeclared, _): .unknownField
        case (_, .withdrawn), (.flag, .flag): nil
        case (.number(let range, let calendar), .number(let number)):
            range.contains(number) && calendar?.contains(number) != false ? nil : .outOfRange
        case (.code(let codes), .code(let code)): codes.contains(code) ? nil : .outsideList
        default: .wrongShape
        }
    }
}
