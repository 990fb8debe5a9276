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
        let ids = try refusing {
            try dossiers.write { dossiers in
                do {
                    let marks = try dossiers.marks(of: person)
                    try requireOwner(of: person, dossiers)
                    guard marks.freeze == nil else { throw DeskError.frozen(person) }
                } catch let error as DossierError where error.kind == .sealBroken {
                    // A folder whose cover doesn't open can't say that it is frozen, nor whose it
                    // is, and may go. Any other error is no reason to skip the check.
                }
                let ids = try dossiers.erase(person: person, summarised: summarisedTypes)
                try finishErasure(of: person, summaries: ids, dossiers)
                return ids
            }
        }
        try atMoment(.dossierErased)
        try eraseSummaries()
        try removeTraces()
        return ids.count
    }

    /// Writes the receipt for an erased person and tells the journal.
    private func finishErasure(
        of person: RecordID, summaries ids: [RecordID], _ dossiers: DossierTransaction
    ) throws {
        try dossiers.add(ErasureReceipt(person: person, day: today(), summaries: ids))
        try note(.erase, record: person, person: person, dossiers)
    }

    /// The types of which something leaves.
    ///
    /// Also under charters before: what left once may be somewhere, and is erased there.
    var summarisedTypes: Set<Code> {
        get throws {
            let charters = try [charter] + summaries.formerCharters()
            return Set(
                charters.flatMap(\.types).filter { !$0.leavingFields.isEmpty }.map(\.name))
        }
    }

    /// Erases the summaries of records that were erased from the dossiers. With those of a whole
    /// folder goes a mark that says so to this office alone.
    func eraseSummaries() throws {
        let (pending, whole) = try dossiers.read {
            (try $0.pendingErasures(), try $0.pendingFolderErasures())
        }
        guard !pending.isEmpty else { return }
        for id in pending {
            let mark = whole.contains(id) ? dossiers.ownErasureMark(of: id) : nil
            try summaries.erase(id, mark: mark)
        }
        try dossiers.write { try $0.confirmErasure(of: pending) }
    }

    /// Erases again whom this office erased and a backup brought back: those on its own list of
    /// erasures, and those of whom the hub has told since that it was this office that erased them.
    /// Also finishes an erasure that was cut off. Each is done whole, with receipt and line.
    func repeatErasures() throws {
        let listed = try dossiers.returnedPersons()
        let erased = try summaries.erasures()
        let held = try dossiers.read { dossiers in
            try erased.compactMap { id in try dossiers.owner(of: id).map { (id, $0) } }
        }
        let told = try held.filter { id, _ in
            try summaries.isErased(dossiers.ownErasureMark(of: id))
        }.map { $1 }
        let returned = Set(listed + told)
        guard !returned.isEmpty else { return }
        let summarised = try summarisedTypes
        for person in returned {
            try dossiers.write { dossiers in
                let ids = try dossiers.erase(person: person, summarised: summarised)
                try finishErasure(of: person, summaries: ids, dossiers)
            }
        }
    }

    /// Whether what was destroyed may still lie in a log, because another program was reading.
    package func hasTraces() throws -> Bool {
        try dossiers.read { try $0.hasTraces() }
    }

    /// Empties the logs of both files, so that what was destroyed or corrected isn't left there, not
    /// even sealed. What another program keeps from being emptied is noted, and emptied at a later
    /// opening.
    func removeTraces() throws {
        let isEmpty = try [dossiers.emptyLog(), summaries.emptyLog()]
        try dossiers.write { dossiers in
            if isEmpty == [true, true] {
                if try dossiers.hasTraces() { try dossiers.forgetTraces() }
            } else {
                try dossiers.noteTraces()
            }
        }
    }
}
