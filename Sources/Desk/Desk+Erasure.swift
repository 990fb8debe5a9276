import Charter
import DossierStore
import SummaryStore
package import SyncCore

extension Desk {
    /// Erases a person: destroys their key and all that their folder held, then the summaries of it
    /// here; the next sync erases them at the hub. There is no way back.
    ///
    /// Returns how many summaries are erased with them. A receipt for the person is kept. A frozen
    /// folder is refused: whoever thaws it first has weighed that (GDPR, article 18(1)(b)).
    @discardableResult
    package func erase(person: RecordID) throws -> Int {
        let ids = try dossiers.write { dossiers in
            // A folder whose cover doesn't open can't say that it is frozen, and may go.
            if let marks = try? dossiers.marks(of: person), marks.freeze != nil {
                throw DeskError.frozen(person)
            }
            let ids = try dossiers.erase(person: person, summarised: summarisedTypes)
            try dossiers.add(ErasureReceipt(person: person, day: today(), summaries: ids))
            return ids
        }
        try atMoment(.dossierErased)
        try eraseSummaries()
        try dossiers.checkpoint()
        return ids.count
    }

    /// The types of which something leaves.
    var summarisedTypes: Set<Code> {
        Set(charter.types.filter { !$0.leavingFields.isEmpty }.map(\.name))
    }

    /// Erases the summaries of records that were erased from the dossiers.
    func eraseSummaries() throws {
        let pending = try dossiers.read { try $0.pendingErasures() }
        guard !pending.isEmpty else { return }
        for id in pending { try summaries.erase(id) }
        try dossiers.write { try $0.confirmErasure(of: pending) }
    }
}
