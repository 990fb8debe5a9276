package import Charter
import DossierStore
import SummaryStore
package import SyncCore

extension Desk {
    /// Corrects fields of a record because the person asked for it (GDPR, article 16): the same as
    /// an edit, and the dossier notes which fields changed and on which day, never what they said.
    /// Returns whether anything changed.
    ///
    /// The logs of both files are emptied, so that what was wrong doesn't stay there, not even
    /// sealed. While another program reads they can't be, and a later opening does it.
    @discardableResult
    package func rectify(
        _ id: RecordID, set: [Code: CaseValue], remove: Set<Code> = []
    ) throws -> Bool {
        let changed = try edit(id, set: set, remove: remove, as: .rectification)
        if changed { try removeTraces() }
        return changed
    }
}
