internal import GRDB
import StoreFile

extension SealedDossiers {
    /// Opens dossiers that came out of a backup, by what opened the backup: an administrator's
    /// password or the recovery code. No try is counted, since the backup has shown that it is right.
    package func opened(by key: BackupKey) throws -> DossierStore {
        guard let code = key.account else {
            return DossierStore(self, officeKey: key.officeKey, account: .recovery)
        }
        var account = try read { db in
            let (row, facts, _) = try verified(code, key.officeKey, db)
            return row.account(facts)
        }
        guard account.isAdministrator, account.admits else {
            throw BackupError(.notAdministrator, path: path)
        }
        account.mustChangePassword = false
        return DossierStore(self, officeKey: key.officeKey, account: account)
    }
}

extension DossierStore {
    /// Writes persons on the list of erasures who are on another list of this office's.
    package func adoptErasures(listedIn other: String) throws {
        let list = ErasureList(beside: path, key: officeKey)
        let known = Set(try list.read().persons)
        let others = try ErasureList(at: other, key: officeKey).read().persons
        try list.add(others.filter { !known.contains($0) })
    }

    /// The file of the list of erasures.
    package var erasuresPath: String { ErasureList.path(beside: path) }
}

extension Account {
    /// Whoever has the recovery code, and no account.
    fileprivate static let recovery = Account(
        code: AccountCode("recovery")!, roles: [], passwordDay: 0, mustChangePassword: false,
        isLocked: false, failures: 0)
}
