import SyncCore

/// The fields of a row that the hub is not known to hold, as the summary store keeps them.
enum DirtyMarks: Equatable {
    case none
    case some(Set<FieldName>)
    /// Also those that the row may get later.
    case all

    init(_ names: Set<FieldName>) {
        self = names.isEmpty ? .none : .some(names)
    }

    func adding(_ name: FieldName) -> DirtyMarks {
        switch self {
        case .none: .some([name])
        case .some(let old): .some(old.union([name]))
        case .all: .all
        }
    }

    /// Without registers that may no longer leave. When no other is left, all of the row is offered:
    /// a row waits until an answer says that the hub holds it.
    func restricted(to names: Set<FieldName>) -> DirtyMarks {
        guard case .some(let dirty) = self else { return self }
        let left = DirtyMarks(dirty.intersection(names))
        return left == .none ? .all : left
    }

    /// What of a record's state is to be sent.
    func part(of state: PackedRecord) -> PackedRecord {
        switch self {
        case .all: state
        case .some(let names) where names.isSuperset(of: state.shape.names): state
        case .some(let names): PackedRecord(state.unpacked().restricted(to: names))
        case .none: PackedRecord(RecordState(type: state.type))
        }
    }
}
