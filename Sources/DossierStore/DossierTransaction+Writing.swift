import Charter
internal import Crypto
internal import Foundation
internal import GRDB
package import SyncCore

extension DossierTransaction {
    /// Puts a new record into its person's folder. A person's own record makes the folder, of
    /// which `owner` is then in charge.
    ///
    /// Throws `person-unknown` when there is no folder, `record-exists` when the identifier is
    /// taken.
    @discardableResult
    package func add(
        _ new: DossierRecord, owner: AccountCode? = nil
    ) throws -> DossierRecord {
        var cover: Cover
        if let known = try self.cover(of: new.person) {
            cover = known
        } else if new.id == new.person {
            cover = Cover(custody: Custody(owner: owner))
        } else {
            throw DossierError(.unknownPerson, at: new.person.description)
        }
        guard cover.revisions[new.id] == nil else {
            throw DossierError(.duplicate, at: new.id.description)
        }
        var record = new
        record.revision = 1
        cover.revisions[record.id] = 1
        setCover(cover, of: record.person)
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO record (id, person, type, revision, undisclosed, box)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        do {
            try statement.execute(arguments: [
                record.id.data, record.person.data, record.record.type.text,
                Int64(bitPattern: record.revision), record.undisclosed.isEmpty ? 0 : 1,
                close(record, under: cover.key),
            ])
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw DossierError(.duplicate, at: new.id.description)
        }
        return record
    }

    /// Writes a record again. It must be the one that the store holds, with other fields:
    /// `record-changed` is thrown when somebody wrote it since it was read.
    @discardableResult
    package func update(_ changed: DossierRecord) throws -> DossierRecord {
        guard var cover = try cover(of: changed.person),
            let revision = cover.revisions[changed.id]
        else { throw DossierError(.unknownPerson, at: changed.person.description) }
        guard revision == changed.revision else {
            throw DossierError(.changedMeanwhile, at: changed.id.description)
        }
        var record = changed
        record.revision += 1
        cover.revisions[record.id] = record.revision
        setCover(cover, of: record.person)
        try rewrite(record, under: cover.key)
        return record
    }

    /// Writes the row of a record that is there.
    func rewrite(_ record: DossierRecord, under key: SymmetricKey) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE record SET revision = ?, undisclosed = ?, box = ? WHERE id = ?")
        try statement.execute(arguments: [
            Int64(bitPattern: record.revision), record.undisclosed.isEmpty ? 0 : 1,
            close(record, under: key), record.id.data,
        ])
    }

    /// Destroys a person's key and all that lay in their folder. The identifiers of the records of
    /// `summarised` types are kept until `confirmErasure` says that their summaries are gone too.
    ///
    /// Returns those identifiers. Opens no seal, so a damaged folder can be erased as well. The last
    /// thing before the commit is to write the person on the list of erasures, so that no backup
    /// brings them back. Call `DossierStore.emptyLog` after the transaction, so that nothing is left
    /// in the log.
    @discardableResult
    package func erase(person: RecordID, summarised: Set<Code>) throws -> [RecordID] {
        var kept: [RecordID] = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, type FROM record WHERE person = ? ORDER BY rowid",
            arguments: [person.data])
        while let row = try rows.next() {
            let type = Code(try row.decode(String.self, forColumn: "type"))
            guard let type, summarised.contains(type) else { continue }
            let bytes: Data = try row.decode(forColumn: "id")
            guard let id = RecordID(bytes: Array(bytes)) else { throw corrupt }
            kept.append(id)
        }
        guard try hasFolder(of: person) else {
            throw DossierError(.unknownPerson, at: person.description)
        }
        dropCover(of: person)
        for id in kept { try noteErasure(of: id, wholeFolder: true) }
        try db.execute(sql: "DELETE FROM record WHERE person = ?", arguments: [person.data])
        try db.execute(sql: "DELETE FROM person WHERE id = ?", arguments: [person.data])
        try noteTraces()
        erased.append(person)
        return kept
    }

    /// Keeps in mind that the summary of a record has to go.
    func noteErasure(of id: RecordID, wholeFolder: Bool) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO erasure (id, whole) VALUES (?, ?)",
            arguments: [id.data, wholeFolder ? 1 : 0])
    }

    /// Says that the summaries of these erased records are gone.
    package func confirmErasure(of ids: [RecordID]) throws {
        let statement = try db.cachedStatement(sql: "DELETE FROM erasure WHERE id = ?")
        for id in ids { try statement.execute(arguments: [id.data]) }
    }

    private func close(_ record: DossierRecord, under key: SymmetricKey) -> Data {
        let place = Seal.Place(
            table: "record", id: record.id, person: record.person,
            type: record.record.type.text, revision: record.revision)
        return Seal.close(record.contents.encoded, under: key, in: place)
    }
}
