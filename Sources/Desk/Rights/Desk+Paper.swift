import Charter
import DossierStore
import SummaryStore
package import SyncCore

/// The paper dossier: a person may refuse to be recorded, and their contract goes on.
///
/// The program then keeps a folder without a name: a random identifier, which the worker writes on
/// the paper, and of each contract what a recipient may know anyway. That the person refused stands
/// on the sealed cover of that folder alone, and is read for one thing: to refuse what would say who
/// it is. No list, no count and no field that leaves tells it.
extension Desk {
    /// Makes a folder for somebody who refuses to be recorded. Its identifier is the reference for
    /// the paper.
    package func addOnPaper() throws -> RecordID {
        let new = try draft(CaseRecord(type: try personType().name), about: nil)
        try refusing {
            try dossiers.write { dossiers in
                try requireWriting([], of: try personType(), person: nil, .owner)
                try dossiers.add(new, owner: account.code)
                try note(.write, record: new.id, person: new.id, dossiers)
                try dossiers.setMarks(FolderMarks(isPaper: true), of: new.person)
            }
        }
        return new.id
    }

    /// Destroys all that says who a person is, or anything of their life, and the key that sealed
    /// it. What a recipient may know of their contracts stays, and they go on.
    package func moveToPaper(_ person: RecordID) throws {
        guard try held(person).type.subject == .person else {
            throw DeskError.otherType(person, expected: try personType().name)
        }
        try writing(asOwnerOf: person) { dossiers in
            guard try dossiers.marks(of: person).freeze == nil else {
                throw DeskError.frozen(person)
            }
            try note(.write, record: person, person: person, dossiers)
            let kept = try dossiers.records(of: person).compactMap { try onPaper($0) }
            try dossiers.reduce(folderOf: person, to: kept, marks: FolderMarks(isPaper: true))
        }
        try removeTraces()
    }

    /// The person changed their mind: their folder may hold again what the charter declares.
    package func moveFromPaper(_ person: RecordID) throws {
        try writing(asOwnerOf: person) { dossiers in
            var marks = try dossiers.marks(of: person)
            guard marks.isPaper else { throw DeskError.notOnPaper(person) }
            marks.isPaper = false
            try dossiers.setMarks(marks, of: person)
            try note(.write, record: person, person: person, dossiers)
        }
    }

    /// What stays of a record; `nil` when nothing does.
    private func onPaper(_ record: DossierRecord) throws -> DossierRecord? {
        let leaving = Set(try type(record.record.type).leavingFields.map(\.name))
        guard !leaving.isEmpty || record.id == record.person else { return nil }
        var kept = record
        kept.record.values = record.record.values.filter { leaving.contains($0.key) }
        kept.history = .init(created: record.history.created, written: record.history.written)
        return kept
    }
}
