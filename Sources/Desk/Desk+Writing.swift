package import Charter
import DossierStore
import SummaryStore
package import SyncCore

extension Desk {
    /// Makes a person's folder and returns their identifier.
    package func addPerson(_ values: [Code: CaseValue]) throws -> RecordID {
        try add(CaseRecord(type: try personType().name, values: values), about: nil)
    }

    /// Adds a record about a person and discloses of it what the charter lets leave.
    ///
    /// Throws `CaseRefusal` for what the charter doesn't let be kept.
    package func add(_ record: CaseRecord, about person: RecordID?) throws -> RecordID {
        try check(record)
        let new = try draft(record, about: person)
        let type = try type(record.type)
        try refusing {
            try dossiers.write { dossiers in
                // Whoever opens a folder is in charge of it.
                let relation =
                    try person.map { try self.relation(to: $0, dossiers) } ?? CaseRelation.owner
                try requireWriting(
                    record.values.keys, of: type, person: person, relation)
                try dossiers.admit(record.values.keys, of: type, into: new.person)
                try dossiers.add(new, owner: account.code)
                try note(.write, record: new.id, person: new.person, dossiers)
            }
        }
        if !new.undisclosed.isEmpty {
            try atMoment(.dossierWritten)
            try disclose([new.id])
        }
        return new.id
    }

    /// Gives fields of a record other values and empties others, and discloses of that what the
    /// charter lets leave. Returns whether anything changed.
    ///
    /// Throws `SummaryRefusal.undecided` for a field that waits for a person to decide between
    /// concurrent values: editing isn't deciding. `DeskError.frozen` while nothing may be changed.
    @discardableResult
    package func edit(
        _ id: RecordID, set: [Code: CaseValue], remove: Set<Code> = []
    ) throws -> Bool {
        try edit(id, set: set, remove: remove, as: .work)
    }

    /// Why a record is edited: what the dossier notes of it depends on that.
    enum Occasion {
        /// Somebody works on the case, which is a contact.
        case work
        /// The person asked for a correction.
        case rectification
        /// The fields' time is over, which is no contact.
        case retention
    }

    func edit(
        _ id: RecordID, set: [Code: CaseValue], remove: Set<Code>, as occasion: Occasion
    ) throws -> Bool {
        let before = try held(id)
        try refusing {
            try dossiers.read { dossiers in
                try require(occasion, Set(set.keys).union(remove), of: before, dossiers)
            }
        }
        let changes = before.changes(set: set, remove: remove)
        try check(changes)
        if let field = before.undecided.keys.first(where: changes.touches) {
            throw SummaryRefusal.undecided(FieldName(field))
        }
        guard !changes.values.isEmpty || !changes.removed.isEmpty else { return false }
        let touched = Set(changes.values.keys).union(changes.removed)
        let leaving = before.type.leavingFields.filter { touched.contains($0.name) }
        guard before.person != nil else {
            if let sealed = touched.sorted().first(where: { before.type.isSealed($0) }) {
                throw DeskError.dossierElsewhere(sealed)
            }
            try note(.write, record: id)
            _ = try summaries.write(try charter.clear(changes), to: id)
            return true
        }
        try refusing {
            try dossiers.write { dossiers in
                guard var record = try dossiers.record(id) else {
                    throw DeskError.unknownRecord(digits: id.description)
                }
                // The case may have changed hands since it was read.
                try require(occasion, touched, of: before, dossiers)
                try dossiers.admit(changes.values.keys, of: before.type, into: record.person)
                record.record.values.merge(changes.values) { $1 }
                for name in changes.removed { record.record.values[name] = nil }
                record.undisclosed.formUnion(leaving.map(\.name))
                record.history.note(occasion, touched, on: today())
                try record.show(before.summary, of: leaving.filter { $0.home == .summary })
                try dossiers.update(record)
                try note(
                    occasion == .retention ? .retention : .write, record: id,
                    person: record.person, dossiers)
            }
        }
        if !leaving.isEmpty {
            try atMoment(.dossierWritten)
            try disclose([id])
        }
        return true
    }

    /// Refuses unless this account may edit these fields, and, for a correction that the person
    /// asked for, is in charge of the case. What lived its time goes whoever purges.
    private func require(
        _ occasion: Occasion, _ fields: Set<Code>, of record: RecordView,
        _ dossiers: DossierTransaction
    ) throws {
        guard occasion != .retention else { return }
        if occasion == .rectification, let person = record.person {
            try requireOwner(of: person, dossiers)
        }
        try requireWriting(
            fields, of: record.type, record: record.id, person: record.person,
            try relation(to: record.person, dossiers))
    }

    /// A checked record as a new one, with all that leaves of it still undisclosed.
    ///
    /// - Parameter isWork: somebody writes it now, which is a contact; taking a file in is none.
    func draft(
        _ record: CaseRecord, about person: RecordID?, isWork: Bool = true
    ) throws -> DossierRecord {
        let type = try type(record.type)
        let id = summaries.newID()
        let leaving = type.leavingFields.map(\.name).filter { record.values[$0] != nil }
        return DossierRecord(
            id: id, person: person ?? id, record: record, undisclosed: Set(leaving),
            history: RecordHistory(created: today(), written: isWork ? today() : nil))
    }

    /// Refuses now what could not be kept or could not be disclosed later.
    func check(_ record: CaseRecord) throws {
        _ = try type(record.type)
        _ = try charter.clear(record)
    }
}

extension RecordHistory {
    fileprivate mutating func note(
        _ occasion: Desk.Occasion, _ fields: Set<Code>, on day: CivilDate
    ) {
        if occasion != .retention { written = max(written ?? day, day) }
        if occasion == .rectification { note(correctionsOf: fields, on: day) }
    }
}

extension RecordView {
    /// What of an edit is a change.
    fileprivate func changes(set: [Code: CaseValue], remove: Set<Code>) -> CaseRecord {
        CaseRecord(
            type: type.name,
            values: set.filter { values[$0.key] != $0.value || isUndecided($0.key) },
            removed: remove.filter { values[$0] != nil || isUndecided($0) || type.field($0) == nil }
        )
    }

    private func isUndecided(_ name: Code) -> Bool { undecided[name] != nil }
}

extension RecordType {
    /// Whether the field lives in the dossier.
    fileprivate func isSealed(_ name: Code) -> Bool { field(name)?.home != .summary }
}

extension CaseRecord {
    fileprivate func touches(_ name: Code) -> Bool {
        values[name] != nil || removed.contains(name)
    }
}
