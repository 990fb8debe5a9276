package import SyncCore

/// What can be in the shareable store and on the wire under a charter, and nothing else.
package struct SummarySchema: Sendable {
    /// Only the types of which something leaves, in the order of the charter.
    package let types: [SummaryType]

    package init(types: [SummaryType]) {
        self.types = types
    }

    package func type(_ name: Code) -> SummaryType? { types.named(name) }

    /// Checks one record; empty when it is fine. For many records use `checker()`.
    package func check(_ record: PackedRecord) -> [SchemaFinding] {
        var checker = checker()
        return checker.check(record)
    }

    /// A check that remembers between records what it looked up.
    package func checker() -> SchemaChecker { SchemaChecker(schema: self) }
}

/// What leaves of records of one type.
package struct SummaryType: Labelled {
    package let name: Code
    package let label: Phrase
    package let fields: [SummaryField]
    private let declared: [FieldName: Declaration]

    /// A register as its field declares it.
    private struct Declaration {
        /// Where among `fields` its field is.
        let field: Int
        let rule: ValueRule
    }

    package init(name: Code, label: Phrase, fields: [SummaryField]) {
        self.name = name
        self.label = label
        self.fields = fields
        declared = fields.enumerated().reduce(into: [:]) { declared, field in
            let declaration = Declaration(
                field: field.offset, rule: ValueRule(of: field.element))
            for register in field.element.registers where declared[register] == nil {
                declared[register] = declaration
            }
        }
    }

    package func field(_ name: Code) -> SummaryField? { fields.named(name) }

    /// All registers of a record, sorted as in its bytes.
    package var registers: [FieldName] { fields.flatMap(\.registers).sorted() }

    /// The field that a register belongs to, if the type declares it.
    package func field(of register: FieldName) -> SummaryField? {
        declared[register].map { fields[$0.field] }
    }

    /// What a register may hold.
    func rule(for register: FieldName) -> ValueRule { declared[register]?.rule ?? .undeclared }
}
