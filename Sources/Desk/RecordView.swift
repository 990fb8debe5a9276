package import Charter
import DossierStore
package import SyncCore

/// One record as the office sees it: what its dossier holds and what the shareable store holds, as
/// one set of fields. Of a record that another office shares there is a summary and no dossier.
package struct RecordView: Sendable {
    package let id: RecordID
    /// Whose folder it lies in; `nil` when its dossier is another office's.
    package let person: RecordID?
    package let type: RecordType
    /// Settled values of all fields.
    package let values: [Code: CaseValue]
    /// Fields that live in the shareable store and wait there for a person to decide.
    package let undecided: [Code: FieldState]
    /// What the hub can know of the record; `nil` when nothing of it was disclosed.
    package let summary: RecordState?
    /// Fields that whoever looks may not read. The record has no more of them than their names.
    package let withheld: [Code]

    init(_ record: DossierRecord, type: RecordType, summary: RecordState?) {
        self.init(
            id: record.id, person: record.person, values: record.record.values, type: type,
            summary: summary)
    }

    /// - Parameter sealed: what the dossier says.
    init(
        id: RecordID, person: RecordID?, values sealed: [Code: CaseValue], type: RecordType,
        summary: RecordState?
    ) {
        self.id = id
        self.person = person
        self.type = type
        self.summary = summary
        withheld = []
        // What the charter declares no more isn't shown.
        var values = sealed.filter { type.field($0.key) != nil }
        var undecided: [Code: FieldState] = [:]
        for field in type.fields where field.home == .summary && values[field.name] == nil {
            guard let summary, let exit = field.exit else { continue }
            switch summary.value(of: exit) {
            case .settled(let value): values[field.name] = value
            case .undecided(let state): undecided[field.name] = state
            case .absent: break
            }
        }
        self.values = values
        self.undecided = undecided
    }

    /// What is left of another view.
    init(
        _ view: RecordView, values: [Code: CaseValue], undecided: [Code: FieldState],
        summary: RecordState?, withheld: [Code]
    ) {
        id = view.id
        person = view.person
        type = view.type
        self.values = values
        self.undecided = undecided
        self.summary = summary
        self.withheld = withheld
    }
}

extension RecordState {
    enum AsIsValue {
        case absent
        case settled(CaseValue)
        case undecided(FieldState)
    }

    /// What the registers of a field that leaves as it is say, as a value of the field.
    func value(of exit: Field.Exit) -> AsIsValue {
        if case .set(let codes) = exit.rule.shape {
            let registers = codes.map {
                (code: $0.name, state: self[.init(exit.name, holds: $0.name)])
            }
            guard registers.contains(where: { !$0.state.versions.isEmpty }) else { return .absent }
            let held = registers.filter { $0.state.reading(.keep) == .settled(.flag(true)) }
            return .settled(.codes(Set(held.map(\.code))))
        }
        let state = self[FieldName(exit.name)]
        switch state.reading(exit.merge) {
        case .absent, .settled(.withdrawn): return .absent
        case .settled(.flag(let flag)): return .settled(.flag(flag))
        case .settled(.number(let number)): return .settled(.number(number))
        case .settled(.code(let code)): return .settled(.code(code))
        case .concurrent: return .undecided(state)
        }
    }
}
