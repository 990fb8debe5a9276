internal import Foundation
internal import GRDB
import StoreFile
import SyncCore

/// The sealed list of accounts as the file holds it, with the office's random number.
struct RosterRow {
    let office: RecordID
    private(set) var revision: UInt64
    private(set) var box: Data

    /// A new office's.
    init(_ roster: Roster, _ key: OfficeKey) {
        var generator = SystemRandomNumberGenerator()
        office = RecordID(using: &generator)
        revision = 0
        box = Data()
        seal(roster, key)
    }

    /// `nil` while the office has no account.
    static func fetch(_ db: Database, path: String) throws -> RosterRow? {
        let row = try Row.fetchOne(db, sql: "SELECT office, revision, box FROM roster")
        return try row.map { row in
            let bytes: Data = try row.decode(forColumn: "office")
            guard let office = RecordID(bytes: Array(bytes)) else {
                throw StoreError(.corrupt, path: path)
            }
            return RosterRow(
                office: office,
                revision: UInt64(bitPattern: try row.decode(Int64.self, forColumn: "revision")),
                box: try row.decode(forColumn: "box"))
        }
    }

    func save(_ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO roster (one, office, revision, box) VALUES (1, ?, ?, ?)",
            arguments: [office.data, Int64(bitPattern: revision), box])
    }

    /// Seals a changed list as the next revision.
    mutating func seal(_ roster: Roster, _ key: OfficeKey) {
        revision += 1
        box = Seal.close(roster.encoded, under: key.key, in: place)
    }

    func open(_ key: OfficeKey) throws(AccountError) -> Roster {
        guard let bytes = try? Seal.open(box, under: key.key, in: place),
            let roster = try? Roster(decoding: bytes)
        else { throw .altered("roster") }
        return roster
    }

    private init(office: RecordID, revision: UInt64, box: Data) {
        self.office = office
        self.revision = revision
        self.box = box
    }

    private var place: Seal.Place {
        Seal.Place(
            table: "roster", id: office, person: .init(bits: 0), type: "", revision: revision)
    }
}
