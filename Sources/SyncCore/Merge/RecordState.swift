/// A record's type and the states of its fields. Joining records joins fields.
///
/// Types are fixed when a record is made; two states of different types under one identifier come
/// only from a broken or hostile peer, and both ends of the exchange refuse them before joining.
package struct RecordState: Hashable, Sendable {
    package let type: Code
    /// Only fields that were written: no state in here is empty.
    package private(set) var fields: [FieldName: FieldState]

    package init(type: Code, fields: [FieldName: FieldState] = [:]) {
        self.type = type
        self.fields = fields.filter { !$0.value.versions.isEmpty }
    }

    package subscript(name: FieldName) -> FieldState {
        fields[name] ?? FieldState()
    }

    /// The join, field by field. Both states must be of one type.
    package func joined(with other: RecordState) -> RecordState {
        precondition(type == other.type, "states of two types are not of one record")
        var joined = self
        joined.fields.merge(other.fields) { $0.joined(with: $1) }
        return joined
    }

    /// Writes a field as somebody who was shown `shown` of it.
    package mutating func write(
        _ value: Value, to name: FieldName, dot: Dot, shown: FieldState
    ) {
        fields[name] = self[name].writing(value, dot: dot, shown: shown)
    }

    /// The same record with only these fields.
    package func restricted(to names: Set<FieldName>) -> RecordState {
        RecordState(type: type, fields: fields.filter { names.contains($0.key) })
    }

    /// The same record in which of some values only dot and past remain: see `FieldState.withdrawing`.
    package func withdrawing(_ isGone: (FieldName, Value) -> Bool) -> RecordState {
        var record = self
        for (name, state) in fields {
            record.fields[name] = state.withdrawing { isGone(name, $0) }
        }
        return record
    }

    /// Whether each field is one that writing and joining can produce.
    package func checkInvariants() -> Bool {
        fields.values.allSatisfy { $0.checkInvariants() }
    }
}
