internal import Charter
internal import SyncCore

/// A row of `summary` as it is read before a change, and whether it waits.
struct SummaryRow {
    let key: Int64
    let state: PackedRecord
    let dirty: DirtyFields
    let isQuarantined: Bool
}

/// The fields of a row that the hub is not known to hold.
enum DirtyFields: Equatable {
    case none
    case some(Set<FieldName>)
    /// Also those that the row may get later: a new row, or one that a restored hub must hear again.
    case all

    init(stored text: String?) {
        switch text {
        case nil: self = .none
        case "*": self = .all
        case let text?:
            self = .some(
                Set(text.split(separator: "\n").compactMap { FieldName(text: String($0)) }))
        }
    }

    init(_ names: Set<FieldName>) {
        self = names.isEmpty ? .none : .some(names)
    }

    var stored: String? {
        switch self {
        case .none: nil
        case .some(let names): names.map(\.text).sorted().joined(separator: "\n")
        case .all: "*"
        }
    }

    /// Without registers that may no longer leave. When no other is left, all of the row is offered:
    /// a row waits until an answer says that the hub holds it.
    func restricted(to names: Set<FieldName>) -> DirtyFields {
        guard case .some(let dirty) = self else { return self }
        let left = DirtyFields(dirty.intersection(names))
        return left == .none ? .all : left
    }

    func adding(_ names: Set<FieldName>) -> DirtyFields {
        switch self {
        case .none: DirtyFields(names)
        case .some(let old): .some(old.union(names))
        case .all: .all
        }
    }
}

extension SummarySchema {
    /// How many of a record's registers wait for a person.
    func conflicts(in record: PackedRecord) -> Int {
        // One live version per register, which is the rule, can't be a conflict.
        guard record.values.count > record.shape.names.count else { return 0 }
        return conflicts(in: record.unpacked(), of: RecordID(bits: 0)).count
    }

    /// The registers of a record that wait for a person, sorted by name.
    func conflicts(in state: RecordState, of id: RecordID) -> [Conflict] {
        guard let type = type(state.type) else { return [] }
        return state.fields.sorted { $0.key < $1.key }.compactMap { name, field in
            guard case .concurrent = field.reading(type.rule(of: name)) else { return nil }
            return Conflict(record: id, type: state.type, field: name, state: field)
        }
    }
}

extension SummaryType {
    /// How concurrent values of a register are read.
    func rule(of name: FieldName) -> MergeRule {
        name.member != nil ? .keep : field(of: name)?.merge ?? .ask
    }
}
