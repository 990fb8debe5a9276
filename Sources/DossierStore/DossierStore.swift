internal import Crypto
internal import Foundation
internal import GRDB
import StoreFile
import SyncCore

/// The office's case files: one row per record, its fields sealed as one box.
///
/// Each person's records are sealed under a key of that person's own, which their folder's cover
/// holds; covers are sealed under the office's key, which stands in a file beside the database.
/// Only `Desk` may use this target: no program that speaks to a network is linked with it.
///
/// Safe to use from several programs at once; writers wait for each other a while.
package final class DossierStore: Sendable {
    /// The file's path, for messages.
    package let path: String
    private let pool: DatabasePool
    private let officeKey: OfficeKey

    /// Makes empty dossiers at `path`, and the office's key beside them if there is none yet.
    ///
    /// Never overwrites. The file appears under its name only when it is whole, so making it can
    /// be tried again after a crash.
    package static func create(at path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.exists, path: path)
        }
        let keyPath = Self.keyPath(beside: path)
        let key =
            FileManager.default.fileExists(atPath: keyPath)
            ? try OfficeKey.read(from: keyPath) : try OfficeKey.create(at: keyPath)
        let unfinished = path + ".new"
        for rest in ["", "-wal", "-shm"] { unlink(unfinished + rest) }
        try StoreFile.translating(path) {
            let pool = try StoreFile.create(at: unfinished, DossierSchema.kind)
            try pool.write { db in
                let check = Seal.close([], under: key.key, in: Self.keyCheckPlace)
                try db.execute(
                    sql: "INSERT INTO office (one, key_check) VALUES (1, ?)", arguments: [check])
            }
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            try StoreFile.close(pool)
        }
        guard rename(unfinished, path) == 0 else { throw StoreError(.readOnly, path: path) }
    }

    /// Opens the dossiers at `path` with the key beside them.
    ///
    /// Throws `StoreError` for a file that can't be used and `DossierError` for a key that can't.
    package init(at path: String) throws {
        self.path = path
        pool = try StoreFile.open(path, DossierSchema.kind)
        let keyPath = Self.keyPath(beside: path)
        let officeKey = try OfficeKey.read(from: keyPath)
        self.officeKey = officeKey
        let check = try StoreFile.translating(path) { [pool] in
            try pool.read { try Data.fetchOne($0, sql: "SELECT key_check FROM office") }
        }
        guard let check else { throw StoreError(.corrupt, path: path) }
        guard (try? Seal.open(check, under: officeKey.key, in: Self.keyCheckPlace)) != nil else {
            throw DossierError(.keyWrong, at: keyPath)
        }
    }

    /// Reads within one state of the store.
    package func read<Result>(_ body: (DossierTransaction) throws -> Result) throws -> Result {
        try StoreFile.translating(path) {
            try pool.read { db in
                try body(DossierTransaction(db: db, path: path, officeKey: officeKey))
            }
        }
    }

    /// Writes all of what `body` writes, or, when it throws, nothing.
    @discardableResult
    package func write<Result>(_ body: (DossierTransaction) throws -> Result) throws -> Result {
        try StoreFile.translating(path) {
            try pool.write { db in
                let transaction = DossierTransaction(db: db, path: path, officeKey: officeKey)
                let result = try body(transaction)
                try transaction.sealCovers()
                return result
            }
        }
    }

    /// Moves what was written into the main file and empties the log beside it, so that nothing
    /// erased is left there. Throws `store-busy` while another program is reading.
    package func checkpoint() throws {
        try StoreFile.translating(path) {
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        }
    }

    /// Where the office's key stands.
    package static func keyPath(beside path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return (folder as NSString).appendingPathComponent("office.key")
    }

    private static let keyCheckPlace = Seal.Place(
        table: "office", id: RecordID(bits: 0), person: RecordID(bits: 0), type: "key_check",
        revision: 0)
}
