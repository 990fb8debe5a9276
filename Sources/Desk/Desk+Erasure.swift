import Charter
import DossierStore
import SummaryStore
package import SyncCore

extension Desk {
    /// Erases a person: destroys their key and all that their folder held, then the summaries of it
    /// here; the next sync erases them at the hub. There is no way back.
    ///
    /// Returns how many summaries are erased with them.
    @discardableResult
    package func erase(person: RecordID) throws -> Int {
        let summarised = Set(charter.types.filter { !$0.leavingFields.isEmpty }.map(\.name))
        let ids = try dossiers.write { try $0.erase(person: person, summarised: summarised) }
        try atMoment(.dossierErased)
        try eraseSummaries()
        try dossiers.checkpoint()
        return ids.count
    }

    /// Erases the summaries of records that were erased from the dossiers.
    func eraseSummaries() throws {
        let pending = try dossiers.read { try $0.pendingErasures() }
        guard !pending.isEmpty else { return }
        for id in pending { try summaries.erase(id) }
        try dossiers.write { try $0.confirmErasure(of: pending) }
    }
}
