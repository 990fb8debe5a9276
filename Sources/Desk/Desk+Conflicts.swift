import Charter
import DossierStore
import SummaryStore
package import SyncCore

extension Desk {
    /// What waits for a person to decide and is for this account to read, in the order in which the
    /// records came here.
    package func conflicts(limit: Int = 50) throws -> [Conflict] {
        Array(
            try summaries.conflicts(limit: .max).lazy
                .filter { try self.verdict(.read, on: $0) == .allowed }.prefix(limit))
    }

    /// The concurrent values of one register now, for whoever may read it.
    package func conflict(_ name: FieldName, of id: RecordID) throws -> Conflict {
        let conflict = try openConflict(name, of: id)
        try refusing { try require(.read, on: conflict) }
        return conflict
    }

    private func openConflict(_ name: FieldName, of id: RecordID) throws -> Conflict {
        guard let summary = try summaries.record(id),
            let field = charter.summarySchema.type(summary.type)?.field(of: name),
            case .concurrent = summary[name].reading(field.merge)
        else { throw DeskError.notInConflict(name) }
        return Conflict(record: id, type: summary.type, field: name, state: summary[name])
    }

    /// The same, with only those of the values that a person was shown.
    package func conflict(
        _ name: FieldName, of id: RecordID, shown: ShownToken
    ) throws -> Conflict {
        let now = try conflict(name, of: id)
        let seen = shown.part(of: now.state)
        guard !seen.versions.isEmpty else { throw DeskError.notInConflict(name) }
        return Conflict(record: id, type: now.type, field: name, state: seen)
    }

    /// Keeps one of the values that a person was shown. What arrived meanwhile stays a conflict.
    ///
    /// A dossier that says otherwise isn't changed by it, and doesn't disclose what it says again:
    /// whoever decides corrects it when it is wrong.
    package func decide(_ conflict: Conflict, keep version: Version) throws {
        try refusing { try require(.write, on: conflict) }
        try refuseFrozen(conflict.record)
        try note(.write, record: conflict.record, person: try person(of: conflict.record))
        try summaries.choose(
            version.dot, of: conflict.field, in: conflict.record, shown: conflict.state)
        let after = try summaries.record(conflict.record)
        try dossiers.write { dossiers in
            guard var record = try dossiers.record(conflict.record) else { return }
            let shown = RecordState(
                type: conflict.type,
                fields: try record.shownState().fields.merging([conflict.field: conflict.state]) {
                    $0.joined(with: $1)
                })
            let now = shown.adopting([conflict.field: version.value], from: after)
            guard now != (try record.shownState()) else { return }
            record.shown = PackedRecord(now).bytes
            try dossiers.update(record)
        }
    }
}
