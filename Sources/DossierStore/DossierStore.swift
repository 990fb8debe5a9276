internal import Foundation
internal import GRDB
import StoreFile
import SyncCore

/// The office's case files, open: one row per record, its fields sealed as one box.
///
/// Each person's records are sealed under a key of that person's own, which their folder's cover
/// holds; covers are sealed under the office's key, which each account has wrapped under its
/// password. Only a login, a session or the recovery code makes one of these, from the
/// `SealedDossiers`, and it knows as whom. Only `Desk` may use this target: no program that speaks
/// to a network is linked with it.
///
/// Safe to use from several programs at once; writers wait for each other a while.
package final class DossierStore: Sendable {
    /// Who opened it.
    package let account: Account
    package let sealed: SealedDossiers
    let officeKey: OfficeKey

    /// The file's path, for messages.
    package var path: String { sealed.path }

    init(_ sealed: SealedDossiers, officeKey: OfficeKey, account: Account) {
        self.sealed = sealed
        self.officeKey = officeKey
        self.account = account
    }

    /// Reads within one state of the store.
    package func read<Result>(_ body: (DossierTransaction) throws -> Result) throws -> Result {
        try sealed.read { db in
            try body(DossierTransaction(db: db, path: path, officeKey: officeKey))
        }
    }

    /// Writes all of what `body` writes, or, when it throws, nothing.
    @discardableResult
    package func write<Result>(_ body: (DossierTransaction) throws -> Result) throws -> Result {
        try sealed.write { db in
            let transaction = DossierTransaction(db: db, path: path, officeKey: officeKey)
            let result = try body(transaction)
            try transaction.seal()
            try transaction.listErasures()
            return result
        }
    }

    /// What SQLite itself finds wrong in the file; empty when nothing. O(size).
    package func faults() throws -> [String] {
        try sealed.faults()
    }

    /// Moves what was written into the main file and empties the log beside it, so that nothing
    /// erased is left there. Returns `false` when another program is reading, and the log stays.
    package func emptyLog() throws -> Bool {
        try StoreFile.emptyLog(of: sealed.pool)
    }
}
