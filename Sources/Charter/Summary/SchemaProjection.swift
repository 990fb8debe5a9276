package import SyncCore

/// What of a record may be held under a schema.
///
/// A register that the schema doesn't declare is left out, and of a value that it doesn't let the
/// register hold only dot and past remain, as *withdrawn*. Dropping versions instead would bring
/// back what they superseded. Dots and pasts are all that the join goes by, so projecting what was
/// joined is joining what was projected, and two stores that project alike stay comparable.
package struct SchemaProjection: Sendable {
    private let schema: SummarySchema
    private var checker: SchemaChecker

    package init(onto schema: SummarySchema) {
        self.schema = schema
        checker = schema.checker()
    }

    /// The record under the schema; `nil` when nothing of its type may be held. A record that is
    /// fine is returned as it is.
    package mutating func project(_ record: PackedRecord) -> PackedRecord? {
        guard let type = schema.type(record.type) else { return nil }
        let findings = checker.check(record)
        guard !findings.isEmpty else { return record }
        let declared = Set(type.registers)
        return PackedRecord(
            record.unpacked().restricted(to: declared)
                .withdrawing { type.rule(for: $0).broken(by: $1) != nil })
    }
}
