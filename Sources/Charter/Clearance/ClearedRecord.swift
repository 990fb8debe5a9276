package import SyncCore

/// What of a record may leave the office, and nothing else.
///
/// Only `Charter.clear` can make one: the initialiser is of this file alone, and there is no way to
/// decode one. It is the only thing that the summary store's local write accepts.
package struct ClearedRecord: Hashable, Sendable {
    package let type: Code
    /// By register: a set of codes has one for each code of its list.
    package let values: [FieldName: Value]

    fileprivate init(type: Code, values: [FieldName: Value]) {
        self.type = type
        self.values = values
    }
}

extension Charter {
    /// The one door: what leaves of a record, each value by the rule that the charter declares.
    ///
    /// A leaving field that the record neither holds nor lists as removed is not in the result.
    package func clear(_ record: CaseRecord) throws(CaseRefusal) -> ClearedRecord {
        try validate(record)
        var values: [FieldName: Value] = [:]
        var findings: [CaseRefusal.Finding] = []
        for field in type(record.type)?.fields ?? [] {
            guard let exit = field.exit else { continue }
            if record.removed.contains(field.name) {
                values.merge(exit.rule.emptied(exit.name)) { $1 }
            } else if let value = record.values[field.name] {
                if let left = exit.rule.generalise(value, to: exit.name) {
                    values.merge(left) { $1 }
                } else {
                    findings.append(.init(field: field.name, rule: .notACommune))
                }
            }
        }
        guard findings.isEmpty else { throw CaseRefusal(type: record.type, findings: findings) }
        return ClearedRecord(type: record.type, values: values)
    }
}
