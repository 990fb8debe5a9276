package import SyncCore

/// What the charter doesn't let a record hold. Names the register and the rule, never the value.
package struct SchemaFinding: Hashable, Sendable {
    package let type: Code
    /// The register's name; empty when the finding is about the whole record.
    package let field: String
    package let rule: Rule

    package init(type: Code, field: String, rule: Rule) {
        self.type = type
        self.field = field
        self.rule = rule
    }

    package enum Rule: String, Hashable, Sendable, CaseIterable {
        case unknownType = "type/unknown"
        case unknownField = "field/unknown"
        case wrongShape = "value/wrong-shape"
        case outsideList = "code/outside-list"
        case outOfRange = "number/out-of-range"
    }
}
