import Charter
package import DossierStore
import SummaryStore
package import SyncCore

/// Restriction of processing (GDPR, article 18): a frozen folder is kept and shown, and nothing else.
/// It isn't edited, nothing more of it leaves, and its time doesn't run out.
extension Desk {
    /// Freezes a person's folder. What waits to be sent of it is held back in the shareable store.
    /// Freezing again gives another reason.
    ///
    /// What had left before stays with its recipients: `disclosures` tells it.
    package func freeze(_ person: RecordID, for reason: FolderMarks.Freeze.Reason) throws {
        let ids = try summarisedRecords(of: person)
        try refusing { try dossiers.read { try requireOwner(of: person, $0) } }
        try summaries.hold(ids)
        try atMoment(.summaryWritten)
        do {
            try writing(asOwnerOf: person) { dossiers in
                var marks = try dossiers.marks(of: person)
                marks.freeze = .init(reason, since: today())
                try dossiers.setMarks(marks, of: person)
                try note(.freeze, record: person, person: person, dossiers)
            }
        } catch let refusal as AccessRefusal {
            // The case changed hands meanwhile, and whoever has it now didn't freeze it.
            if try dossiers.read({ try $0.marks(of: person) }).freeze == nil {
                try summaries.letGo(ids)
            }
            throw refusal
        }
        // Somebody else may have disclosed between the two, which lets go of what was held.
        try summaries.hold(ids)
    }

    /// Ends that. What waited leaves with the next sync. Returns whether the folder was frozen.
    @discardableResult
    package func unfreeze(_ person: RecordID) throws -> Bool {
        let ids = try summarisedRecords(of: person)
        let wasFrozen = try writing(asOwnerOf: person) { dossiers in
            var marks = try dossiers.marks(of: person)
            let wasFrozen = marks.freeze != nil
            marks.freeze = nil
            try dossiers.setMarks(marks, of: person)
            try note(.unfreeze, record: person, person: person, dossiers)
            return wasFrozen
        }
        try summaries.letGo(ids)
        try disclose(ids)
        return wasFrozen
    }

    /// What the person's rights make of their folder, for whoever may read it.
    package func marks(of person: RecordID) throws -> FolderMarks {
        try refusing {
            _ = try required(try held(person), of: try relation(to: person))
            return try dossiers.read { try $0.marks(of: person) }
        }
    }

    /// Refuses to go on with a record whose folder is frozen.
    func refuseFrozen(_ id: RecordID) throws {
        try dossiers.read { dossiers in
            guard let person = try dossiers.record(id)?.person,
                try dossiers.marks(of: person).freeze != nil
            else { return }
            throw DeskError.frozen(person)
        }
    }

    /// The records of a folder of which something leaves.
    private func summarisedRecords(of person: RecordID) throws -> [RecordID] {
        try heldFolder(of: person).filter { !$0.type.leavingFields.isEmpty }.map(\.id)
    }
}
