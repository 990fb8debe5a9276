internal import Crypto
internal import Foundation
internal import GRDB
import StoreFile
package import SyncCore

/// What the office knows of its own erasures beside what its dossiers say.
extension DossierStore {
    /// The identifier that is erased at the hub together with the summary of `record`, when this
    /// office erases the person. A restored office that hears of it knows that this was such an
    /// erasure, and not one by the hub, which reaches the summary alone.
    ///
    /// A code of the record's identifier under the office's key, cut to 128 bits: to everybody else
    /// a random number that names nothing.
    package func ownErasureMark(of record: RecordID) -> RecordID {
        let key = officeKey.derived(for: "secteur own erasure 1")
        let code = HMAC<SHA256>.authenticationCode(for: record.data, using: key)
        return RecordID(bytes: Array(code.prefix(16)))!  // RecordID takes any 16 bytes
    }

    /// The persons on the list of erasures who are in the dossiers all the same: these were put back
    /// from a backup, or an erasure was cut off in its middle. O(erasures).
    package func returnedPersons() throws -> [RecordID] {
        let listed = try ErasureList(beside: path, key: officeKey).read().persons
        guard !listed.isEmpty else { return [] }
        return try read { dossiers in try listed.filter { try dossiers.hasFolder(of: $0) } }
    }

    /// Lines of the list of erasures that this office didn't write.
    package func strangeErasureLines() throws -> Int {
        try ErasureList(beside: path, key: officeKey).read().strangeLines
    }
}

extension DossierTransaction {
    /// Whether there is a folder of this person. Opens no seal.
    func hasFolder(of person: RecordID) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM person WHERE id = ?)")
        return try Bool.fetchOne(statement, arguments: [person.data]) ?? false
    }

    /// In whose folder a record lies; `nil` when there is none. Opens no seal.
    package func owner(of record: RecordID) throws -> RecordID? {
        let statement = try db.cachedStatement(sql: "SELECT person FROM record WHERE id = ?")
        return try Data.fetchOne(statement, arguments: [record.data])
            .flatMap { RecordID(bytes: Array($0)) }
    }

    /// Writes those whom this transaction erased on the list of erasures, as the last thing before
    /// it is committed: an erasure that fails is on no list. A crash between the two leaves persons
    /// who are listed and still there; all of their erasure was asked for, allowed and written but
    /// for the commit, so the next opening finishes it.
    func listErasures() throws {
        try ErasureList(beside: path, key: officeKey).add(erased)
    }

    // MARK: Traces

    /// Notes that logs may still hold what was destroyed.
    package func noteTraces() throws {
        try db.execute(sql: "INSERT OR IGNORE INTO trace (one) VALUES (1)")
    }

    /// Whether logs may still hold what was destroyed.
    package func hasTraces() throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM trace)") ?? false
    }

    /// Says that the logs were emptied.
    package func forgetTraces() throws {
        try db.execute(sql: "DELETE FROM trace")
    }
}

extension OfficeKey {
    /// A key for one purpose (HKDF with SHA-256, RFC 5869).
    func derived(for purpose: String, salt: [UInt8] = []) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: salt, info: Data(purpose.utf8), outputByteCount: 32)
    }
}
