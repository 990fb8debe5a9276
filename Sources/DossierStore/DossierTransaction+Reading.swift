import Charter
internal import Crypto
internal import Foundation
internal import GRDB
package import SyncCore

extension DossierTransaction {
    /// A record by its identifier, or `nil`.
    package func record(_ id: RecordID) throws -> DossierRecord? {
        let statement = try db.cachedStatement(sql: Self.columns + "WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.data]).map { try open($0) }
    }

    /// Every person's identifier, ascending. Opens no seal.
    package func persons() throws -> [RecordID] {
        try Data.fetchAll(db, sql: "SELECT id FROM person ORDER BY id")
            .compactMap { RecordID(bytes: Array($0)) }
    }

    /// Whether there is such a record. Opens no seal.
    package func contains(_ id: RecordID) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM record WHERE id = ?)")
        return try Bool.fetchOne(statement, arguments: [id.data]) ?? false
    }

    /// All that lies in a person's folder, or what of it is of one type, in the order in which it
    /// was put there. Refuses a folder from which a record was taken away behind the store's back.
    package func records(of person: RecordID, type: Code? = nil) throws -> [DossierRecord] {
        guard let cover = try cover(of: person) else { return [] }
        let statement = try db.cachedStatement(
            sql: Self.columns + "WHERE person = ? ORDER BY rowid")
        var found: [DossierRecord] = []
        var count = 0
        let rows = try Row.fetchCursor(statement, arguments: [person.data])
        while let row = try rows.next() {
            count += 1
            let stored: String = try row.decode(forColumn: "type")
            if type == nil || stored == type?.text { found.append(try open(row)) }
        }
        guard count == cover.revisions.count else {
            throw DossierError(.sealBroken, at: person.description)
        }
        return found
    }

    /// Opens each record of a type, in the order in which they were put there, until `body`
    /// returns false. O(records of the type): nothing nominative is indexed.
    package func forEach(
        type: Code, _ body: (DossierRecord) throws -> Bool
    ) throws {
        let statement = try db.cachedStatement(
            sql: Self.columns + "WHERE type = ? ORDER BY rowid")
        let rows = try Row.fetchCursor(statement, arguments: [type.text])
        while let row = try rows.next(), try body(try open(row)) {}
    }

    /// Up to `limit` identifiers of records that begin with these hexadecimal digits, ascending.
    package func identifiers(startingWith digits: String, limit: Int) throws -> [RecordID] {
        guard let range = RecordID.range(startingWith: digits) else { return [] }
        return try Data.fetchAll(
            db, sql: "SELECT id FROM record WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?",
            arguments: [range.lowerBound.data, range.upperBound.data, limit]
        ).compactMap { RecordID(bytes: Array($0)) }
    }

    /// Up to `limit` records with something undisclosed, those with identifiers above `after`.
    package func undisclosed(
        after: RecordID? = nil, limit: Int
    ) throws -> [DossierRecord] {
        let statement = try db.cachedStatement(
            sql: Self.columns + "WHERE undisclosed = 1 AND id > ? ORDER BY id LIMIT ?")
        return try Row.fetchAll(statement, arguments: [after?.data ?? Data(), limit])
            .map { try open($0) }
    }

    /// How many persons, records, and records with something undisclosed there are.
    package func counts() throws -> DossierCounts {
        try DossierCounts(db)
    }

    /// Records that were erased here and whose summaries may still have to be.
    package func pendingErasures() throws -> [RecordID] {
        try Data.fetchAll(db, sql: "SELECT id FROM erasure ORDER BY id")
            .compactMap { RecordID(bytes: Array($0)) }
    }

    /// Those of them that went with the whole folder of their person.
    package func pendingFolderErasures() throws -> Set<RecordID> {
        let ids = try Data.fetchAll(db, sql: "SELECT id FROM erasure WHERE whole = 1")
        return Set(ids.compactMap { RecordID(bytes: Array($0)) })
    }

    static let columns = "SELECT id, person, type, revision, box FROM record "

    private func open(_ row: Row) throws -> DossierRecord {
        let data: Data = try row.decode(forColumn: "id")
        let owner: Data = try row.decode(forColumn: "person")
        guard let id = RecordID(bytes: Array(data)), let person = RecordID(bytes: Array(owner))
        else {
            throw corrupt
        }
        let revision = UInt64(
            bitPattern: try row.decode(Int64.self, forColumn: "revision"))
        guard let cover = try cover(of: person), cover.revisions[id] == revision else {
            throw DossierError(.sealBroken, at: id.description)
        }
        let place = Seal.Place(
            table: "record", id: id, person: person,
            type: try row.decode(forColumn: "type"), revision: revision)
        let bytes = try Seal.open(
            row.decode(forColumn: "box"), under: cover.key, in: place)
        let contents = try decoding { () throws(WireError) in
            try BoxContents(decoding: bytes)
        }
        return DossierRecord(id: id, person: person, revision: revision, contents: contents)
    }
}
