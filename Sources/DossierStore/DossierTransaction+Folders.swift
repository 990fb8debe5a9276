internal import Charter
internal import Foundation
internal import GRDB
package import SyncCore

/// Whole folders: their marks, what is taken out of them, and receipts for those that are gone.
extension DossierTransaction {
    /// What the person's rights make of the folder; nothing when there is no such folder.
    package func marks(of person: RecordID) throws -> FolderMarks {
        try cover(of: person)?.marks ?? FolderMarks()
    }

    /// Throws `person-unknown` when there is no such folder.
    package func setMarks(_ marks: FolderMarks, of person: RecordID) throws {
        guard var cover = try cover(of: person) else {
            throw DossierError(.unknownPerson, at: person.description)
        }
        cover.marks = marks
        setCover(cover, of: person)
    }

    /// Who is in charge of the folder, and with whom it is shared; nobody when there is no such
    /// folder.
    package func custody(of person: RecordID) throws -> Custody {
        try cover(of: person)?.custody ?? Custody()
    }

    /// Throws `person-unknown` when there is no such folder.
    package func setCustody(_ custody: Custody, of person: RecordID) throws {
        guard var cover = try cover(of: person) else {
            throw DossierError(.unknownPerson, at: person.description)
        }
        cover.custody = custody
        setCover(cover, of: person)
    }

    /// Up to `limit` persons whose identifiers are above `after`, ascending. Opens no seal.
    package func persons(after: RecordID? = nil, limit: Int) throws -> [RecordID] {
        let statement = try db.cachedStatement(
            sql: "SELECT id FROM person WHERE id > ? ORDER BY id LIMIT ?")
        return try Data.fetchAll(statement, arguments: [after?.data ?? Data(), limit]).map {
            guard let id = RecordID(bytes: Array($0)) else { throw corrupt }
            return id
        }
    }

    /// Takes a record out of its folder, for ever. When something can have left of it, its
    /// identifier is kept until `confirmErasure` says that its summary is gone too.
    ///
    /// Not for a person's own record: that is `erase`.
    package func remove(_ record: DossierRecord, isSummarised: Bool) throws {
        precondition(record.id != record.person, "a person's own record goes with the folder")
        guard var cover = try cover(of: record.person),
            cover.revisions.removeValue(forKey: record.id) != nil
        else { throw DossierError(.unknownPerson, at: record.person.description) }
        setCover(cover, of: record.person)
        try db.execute(sql: "DELETE FROM record WHERE id = ?", arguments: [record.id.data])
        if isSummarised { try noteErasure(of: record.id, wholeFolder: false) }
    }

    /// Leaves in a folder only these of its records, as they are given, under a new key: what was
    /// sealed under the old one can't be read by anybody any more, wherever a copy of it lies.
    package func reduce(
        folderOf person: RecordID, to records: [DossierRecord], marks: FolderMarks
    ) throws {
        precondition(records.contains { $0.id == person }, "a folder has its person's record")
        guard let old = try cover(of: person) else {
            throw DossierError(.unknownPerson, at: person.description)
        }
        var cover = Cover(marks: marks, custody: old.custody)
        let kept = Set(records.map(\.id))
        for id in old.revisions.keys where !kept.contains(id) {
            try db.execute(sql: "DELETE FROM record WHERE id = ?", arguments: [id.data])
        }
        for var record in records {
            guard old.revisions[record.id] == record.revision else {
                throw DossierError(.changedMeanwhile, at: record.id.description)
            }
            record.revision += 1
            cover.revisions[record.id] = record.revision
            try rewrite(record, under: cover.key)
        }
        setCover(cover, of: person)
        try noteTraces()
    }

    // MARK: Receipts

    package func add(_ receipt: ErasureReceipt) throws {
        let ids = receipt.summaries.reduce(into: Data()) { $0 += $1.data }
        try db.execute(
            sql: "INSERT INTO receipt (person, day, summaries) VALUES (?, ?, ?)",
            arguments: [receipt.person.data, receipt.day.dayNumber, ids])
    }

    /// All of them, oldest first.
    package func receipts() throws -> [ErasureReceipt] {
        try Row.fetchAll(db, sql: "SELECT * FROM receipt ORDER BY day, person").map { row in
            let ids = Array(try row.decode(Data.self, forColumn: "summaries"))
            guard
                let person = RecordID(
                    bytes: Array(try row.decode(Data.self, forColumn: "person"))),
                let day = CivilDate(dayNumber: try row.decode(forColumn: "day")),
                ids.count.isMultiple(of: 16)
            else { throw corrupt }
            let summaries = stride(from: 0, to: ids.count, by: 16).compactMap {
                RecordID(bytes: Array(ids[$0..<$0 + 16]))
            }
            return ErasureReceipt(person: person, day: day, summaries: summaries)
        }
    }
}
