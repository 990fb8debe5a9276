internal import Foundation
internal import GRDB
import StoreFile

extension SealedDossiers {
    /// Makes the first account of an office that an earlier version made: takes the key in from
    /// its file, and destroys the file. A crash between the two leaves the file to the next login.
    package func begin(_ administrator: FirstAdministrator) throws -> RecoveryCode {
        guard try accountCount() == 0, try office() == nil else {
            throw AccountError.hasAccounts
        }
        let key = try OfficeKeyFile.read(beside: path)
        let check = try read { try Data.fetchOne($0, sql: "SELECT key_check FROM office") }
        guard let check else { throw StoreError(.corrupt, path: path) }
        guard (try? Seal.open(check, under: key.key, in: Self.keyCheckPlace)) != nil else {
            throw DossierError(.keyWrong, at: OfficeKeyFile.path(beside: path))
        }
        let wrap = administrator.wrap(key)
        let recovery = try write { db in
            guard try RosterRow.fetch(db, path: path) == nil else {
                throw AccountError.hasAccounts
            }
            return try Self.begin(administrator, wrap, key, db)
        }
        // The code must be told whatever happens; the next login tries again, and says why not.
        try? OfficeKeyFile.destroy(beside: path, ifHolding: key)
        return recovery
    }

    /// Makes a new administrator by the recovery code. It is used up by it: another is returned.
    package func recover(
        by recovery: RecoveryCode, _ administrator: FirstAdministrator,
        at time: Int64 = SystemClock.seconds()
    ) throws -> RecoveryCode {
        guard try office() != nil else { throw AccountError.noAccounts }
        let key = try read { db -> OfficeKey? in
            let row = try Row.fetchOne(db, sql: "SELECT salt, wrapped FROM recovery")
            return try row.flatMap {
                recovery.unwrap(
                    try $0.decode(forColumn: "wrapped"), salt: try $0.decode(forColumn: "salt"))
            }
        }
        guard let key else { throw AccountError.wrongRecoveryCode }
        let wrap = administrator.wrap(key)
        return try write { db in
            let transaction = DossierTransaction(db: db, path: path, officeKey: key)
            guard try transaction.accepts(recovery) else { throw AccountError.wrongRecoveryCode }
            try transaction.add(
                administrator.code, roles: [Account.administrator], wrap: wrap,
                day: administrator.day, mustChange: false)
            let account = try transaction.account(administrator.code)
            try transaction.note(JournalNote(by: account, .recover), at: time)
            let next = try transaction.renewRecoveryCode()
            try transaction.seal()
            return next
        }
    }
}

extension SealedDossiers.FirstAdministrator {
    fileprivate func wrap(_ key: OfficeKey) -> KeyWrap {
        KeyWrap(key, for: code, password: password, cost: cost)
    }
}
