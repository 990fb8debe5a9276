import Charter
import DossierStore
import SummaryStore
import SyncCore

/// Conflicts are read and decided by whoever may read and write the field.
extension Desk {
    func require(_ use: AccessUse, on conflict: Conflict) throws {
        guard case .refused(let reason) = try verdict(use, on: conflict) else { return }
        throw AccessRefusal(
            .field(conflict.field.field, use, reason), record: conflict.record,
            person: try person(of: conflict.record))
    }

    func verdict(_ use: AccessUse, on conflict: Conflict) throws -> AccessVerdict {
        let field = try type(conflict.type).leavingFields
            .first { $0.exit?.name == conflict.field.field }
        guard let field else { return .refused(.role) }
        let relation = try relation(to: try person(of: conflict.record))
        return rules.verdict(use, field, of: relation, as: account.roles)
    }

    /// Whose folder a record lies in; `nil` when its dossier is another office's.
    func person(of id: RecordID) throws -> RecordID? {
        try dossiers.read { try $0.record(id)?.person }
    }
}
