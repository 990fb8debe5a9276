internal import Crypto
internal import Foundation
internal import GRDB
import StoreFile
package import SyncCore

/// The office's case files as nobody has opened them: whoever is here can try a password, and read
/// nothing. A right password, a session or the recovery code makes a `DossierStore` of it.
package final class SealedDossiers: Sendable {
    /// The file's path, for messages.
    package let path: String
    let pool: DatabasePool
    /// While it is open, nobody puts another office in this one's place; `nil` for who does.
    private let hold: FolderHold?

    /// Throws `StoreError` for a file that can't be used, of kind `busy` while the office is being
    /// replaced.
    ///
    /// - Parameter holdsFolder: false for whoever replaces the office, and has its folder alone.
    package init(at path: String, holdsFolder: Bool = true) throws {
        self.path = path
        hold = holdsFolder ? try StoreFile.holdFolder(of: path) : nil
        pool = try StoreFile.open(path, DossierSchema.kind)
    }

    /// Who the first administrator of an office will be.
    package struct FirstAdministrator {
        package let code: AccountCode
        package let password: SecretBytes
        let day: Int
        let cost: KeyCost

        /// - Parameter day: today, counted from 1 January 1970.
        package init(
            code: AccountCode, password: SecretBytes, day: Int, cost: KeyCost = .present
        ) {
            self.code = code
            self.password = password
            self.day = day
            self.cost = cost
        }
    }

    /// Makes empty dossiers at `path` with one account. Returns the recovery code, which is kept
    /// nowhere.
    ///
    /// Never overwrites. The file appears under its name only when it is whole, so making it can
    /// be tried again after a crash.
    package static func create(
        at path: String, for administrator: FirstAdministrator
    ) throws -> RecoveryCode {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.exists, path: path)
        }
        let key = OfficeKey()
        let unfinished = path + ".new"
        for rest in ["", "-wal", "-shm"] { unlink(unfinished + rest) }
        let recovery = try StoreFile.translating(path) {
            let pool = try StoreFile.create(at: unfinished, DossierSchema.kind)
            let wrap = KeyWrap(
                key, for: administrator.code, password: administrator.password,
                cost: administrator.cost)
            let recovery = try pool.write { db in
                let check = Seal.close([], under: key.key, in: Self.keyCheckPlace)
                try db.execute(
                    sql: "INSERT INTO office (one, key_check) VALUES (1, ?)", arguments: [check])
                return try Self.begin(administrator, wrap, key, db)
            }
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            try StoreFile.close(pool)
            return recovery
        }
        guard rename(unfinished, path) == 0 else { throw StoreError(.readOnly, path: path) }
        return recovery
    }

    /// A random number that names the office on this machine; `nil` while it has no account.
    package func office() throws -> RecordID? {
        try read { try RosterRow.fetch($0, path: path)?.office }
    }

    /// How much there is, which no key is needed for.
    package func counts() throws -> DossierCounts {
        try read { try DossierCounts($0) }
    }

    /// How many accounts there are.
    package func accountCount() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM account") ?? 0 }
    }

    /// What SQLite finds wrong with the file, in names of tables and numbers of pages. O(size).
    package func faults() throws -> [String] {
        try read { try StoreFile.faults(of: $0, path: path) }
    }

    /// Closes the file, so that it alone is the whole store and can be moved or replaced.
    package func close() throws {
        defer { hold?.release() }
        try StoreFile.close(pool)
    }

    /// Makes one file of dossiers that nobody has open. Throws `StoreError`.
    package static func settle(_ path: String) throws {
        try StoreFile.settle(path, DossierSchema.kind)
    }

    // MARK: Within the store

    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try StoreFile.translating(path) { try pool.read(body) }
    }

    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try StoreFile.translating(path) { try pool.write(body) }
    }

    /// Writes the first account, the list of accounts and the recovery code's wrapping.
    static func begin(
        _ administrator: FirstAdministrator, _ wrap: KeyWrap, _ key: OfficeKey, _ db: Database
    ) throws -> RecoveryCode {
        let facts = AccountFacts(
            roles: [Account.administrator], day: administrator.day, mustChange: false,
            salt: wrap.salt)
        let row = AccountRow(code: administrator.code, wrap: wrap, facts: facts, key: key)
        try row.save(db)
        var roster = Roster(recoverySalt: KeyWrap.randomSalt())
        roster.revisions[row.code] = row.revision
        let recovery = try writeRecovery(&roster, key, db)
        try RosterRow(roster, key).save(db)
        return recovery
    }

    /// Draws a recovery code and writes what it opens; the one before opens nothing any more.
    static func writeRecovery(
        _ roster: inout Roster, _ key: OfficeKey, _ db: Database
    ) throws -> RecoveryCode {
        var generator = SystemRandomNumberGenerator()
        let recovery = RecoveryCode(using: &generator)
        roster.recoverySalt = KeyWrap.randomSalt()
        try db.execute(
            sql: "INSERT OR REPLACE INTO recovery (one, salt, wrapped) VALUES (1, ?, ?)",
            arguments: [
                roster.recoverySalt, recovery.wrap(key, salt: roster.recoverySalt),
            ])
        return recovery
    }

    static let keyCheckPlace = Seal.Place(
        table: "office", id: RecordID(bits: 0), person: RecordID(bits: 0), type: "key_check",
        revision: 0)
}
