package import Charter
package import SyncCore

/// One case record, open: what an authorised reader of the office sees, in memory only.
package struct DossierRecord: Sendable {
    package let id: RecordID
    /// Whose folder it lies in. A person's own record has the person's identifier.
    package let person: RecordID
    /// Grows by one with each write; a write must start from the revision in the store.
    package internal(set) var revision: UInt64
    package var record: CaseRecord
    /// Fields that changed since they were last disclosed, and that leave in some form.
    package var undisclosed: Set<Code>
    /// Packed state of the summary as this dossier last disclosed it or was shown it; empty when
    /// it never was. The next disclosure supersedes this and nothing else, so that what somebody
    /// else stated meanwhile stays beside it.
    package var shown: [UInt8]
    /// When it was made and written, and what of it was rectified.
    package var history: RecordHistory

    /// A record that no store holds yet.
    package init(
        id: RecordID, person: RecordID, record: CaseRecord, undisclosed: Set<Code> = [],
        history: RecordHistory = RecordHistory()
    ) {
        self.id = id
        self.person = person
        revision = 0
        self.record = record
        self.undisclosed = undisclosed
        shown = []
        self.history = history
    }

    init(id: RecordID, person: RecordID, revision: UInt64, contents: BoxContents) {
        self.id = id
        self.person = person
        self.revision = revision
        record = contents.record
        undisclosed = contents.undisclosed
        shown = contents.shown
        history = contents.history
    }

    var contents: BoxContents {
        BoxContents(
            record: record, undisclosed: undisclosed, shown: shown, history: history)
    }
}
