internal import Foundation
internal import GRDB
import StoreFile
import SyncCore

/// The dossiers within one transaction: what `DossierStore.read` and `write` hand to their body.
///
/// Opens each person's cover once, and seals the covers and the journal's head that changed at the
/// end.
package final class DossierTransaction {
    let db: Database
    let path: String
    let officeKey: OfficeKey
    private var covers: [RecordID: Cover] = [:]
    private var changedCovers: Set<RecordID> = []
    /// The journal's head, once it was opened or moved.
    var journal: JournalHead?
    var isJournalChanged = false
    /// Whom this transaction erases.
    var erased: [RecordID] = []
    private(set) lazy var journalKey = officeKey.derived(for: "secteur-journal-1")

    init(db: Database, path: String, officeKey: OfficeKey) {
        self.db = db
        self.path = path
        self.officeKey = officeKey
    }

    // MARK: Covers

    /// The cover of a person's folder; `nil` when there is no such folder.
    func cover(of person: RecordID) throws -> Cover? {
        if let known = covers[person] { return known }
        let statement = try db.cachedStatement(sql: "SELECT cover FROM person WHERE id = ?")
        guard let box = try Data.fetchOne(statement, arguments: [person.data]) else { return nil }
        let bytes = try Seal.open(box, under: officeKey.key, in: Self.coverPlace(person))
        let cover = try decoding { () throws(WireError) in try Cover(decoding: bytes) }
        covers[person] = cover
        return cover
    }

    func setCover(_ cover: Cover, of person: RecordID) {
        covers[person] = cover
        changedCovers.insert(person)
    }

    func dropCover(of person: RecordID) {
        covers[person] = nil
        changedCovers.remove(person)
    }

    /// Seals what was changed and is kept open until here.
    func seal() throws {
        try sealCovers()
        try sealJournal()
    }

    private func sealCovers() throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO person (id, cover) VALUES (?, ?)
                ON CONFLICT (id) DO UPDATE SET cover = excluded.cover
                """)
        for person in changedCovers {
            guard let cover = covers[person] else { continue }
            let box = Seal.close(
                cover.encoded, under: officeKey.key, in: Self.coverPlace(person))
            try statement.execute(arguments: [person.data, box])
        }
        changedCovers = []
    }

    private static func coverPlace(_ person: RecordID) -> Seal.Place {
        Seal.Place(table: "person", id: person, person: person, type: "", revision: 0)
    }

    /// Runs a decoder over what a seal vouched for: it fails only on what a later program wrote.
    func decoding<Result>(
        _ body: () throws(WireError) -> Result
    ) throws(StoreError) -> Result {
        do {
            return try body()
        } catch {
            throw StoreError(error.code == .unknownMessage ? .newer : .corrupt, path: path)
        }
    }

    /// What no program of ours can have written.
    var corrupt: StoreError { StoreError(.corrupt, path: path) }
}

extension RecordID {
    /// The 16 bytes, most significant first.
    var data: Data { withUnsafeBytes(of: bits.bigEndian) { Data($0) } }
}
