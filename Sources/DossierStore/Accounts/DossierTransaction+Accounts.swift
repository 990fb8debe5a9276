internal import Foundation
internal import GRDB
package import SyncCore

/// The office's accounts within one transaction. What an administrator may do, and when, is not
/// decided here.
extension DossierTransaction {
    /// One line of the list of accounts.
    package enum AccountEntry: Hashable, Sendable {
        case account(Account)
        /// A row that was added, taken away, edited or put back behind the store's back.
        case altered(AccountCode)
    }

    /// All accounts in the order of their codes, those that were altered among them.
    package func accounts() throws -> [AccountEntry] {
        let revisions = try roster().list.revisions
        let rows = try AccountRow.fetchAll(db, path: path)
        let found = rows.map { row -> AccountEntry in
            guard revisions[row.code] == row.revision, let facts = row.open(officeKey) else {
                return .altered(row.code)
            }
            return .account(row.account(facts))
        }
        let missing = Set(revisions.keys).subtracting(rows.map(\.code))
        return (found + missing.map(AccountEntry.altered)).sorted { $0.code < $1.code }
    }

    /// One account. Throws `account-unknown`, or `account-altered`.
    package func account(_ code: AccountCode) throws -> Account {
        let (row, facts) = try open(code)
        return row.account(facts)
    }

    /// Adds an account whose password `wrap` was made with.
    package func add(
        _ code: AccountCode, roles: Set<Code>, wrap: KeyWrap, day: Int, mustChange: Bool
    ) throws {
        guard try AccountRow.fetch(code, db, path: path) == nil else {
            throw AccountError.exists(code)
        }
        let facts = AccountFacts(roles: roles, day: day, mustChange: mustChange, salt: wrap.salt)
        try save(AccountRow(code: code, wrap: wrap, facts: facts, key: officeKey))
    }

    /// Gives an account another password. Its sessions end.
    package func setPassword(
        of code: AccountCode, wrap: KeyWrap, day: Int, mustChange: Bool
    ) throws {
        try change(code) { row, facts in
            row.wrap = wrap
            facts.salt = wrap.salt
            facts.passwordDay = day
            facts.seenDay = day
            facts.mustChange = mustChange
        }
    }

    /// Gives an account other roles. Its sessions end.
    package func setRoles(_ roles: Set<Code>, of code: AccountCode) throws {
        try change(code) { $1.roles = roles }
    }

    /// Locks an account; its sessions end.
    package func lock(_ code: AccountCode) throws {
        try change(code) { $1.isLocked = true }
    }

    /// Unlocks an account, whether an administrator or failures locked it. Returns how many
    /// failures there were.
    @discardableResult
    package func unlock(_ code: AccountCode) throws -> Int {
        var failures = 0
        try change(code) { row, facts in
            failures = row.chain.failures
            facts.isLocked = false
            facts.seed = FailureChain.randomSeed()
            row.chain = FailureChain(seed: facts.seed)
        }
        return failures
    }

    /// Destroys an account and its sessions. Works for one that was altered, too.
    package func remove(_ code: AccountCode) throws {
        var (row, list) = try roster()
        try db.execute(
            sql: "DELETE FROM account WHERE code = ?", arguments: [code.description])
        guard db.changesCount > 0 || list.revisions[code] != nil else {
            throw AccountError.unknown(code)
        }
        list.revisions[code] = nil
        row.seal(list, officeKey)
        try row.save(db)
        try SessionRow.delete(of: code, db)
    }

    /// What the office decided about passwords.
    package func passwordPolicy() throws -> PasswordPolicy {
        try roster().list.policy
    }

    package func setPasswordPolicy(_ policy: PasswordPolicy) throws {
        var (row, list) = try roster()
        list.policy = policy
        row.seal(list, officeKey)
        try row.save(db)
    }

    /// Draws a new recovery code; the one before opens nothing any more.
    package func renewRecoveryCode() throws -> RecoveryCode {
        var (row, list) = try roster()
        let recovery = try SealedDossiers.writeRecovery(&list, officeKey, db)
        row.seal(list, officeKey)
        try row.save(db)
        return recovery
    }

    /// Whether a recovery code opens what the list says is the office's, and not a wrapping that
    /// was put back from before.
    func accepts(_ recovery: RecoveryCode) throws -> Bool {
        let row = try Row.fetchOne(db, sql: "SELECT salt, wrapped FROM recovery")
        guard let row else { return false }
        let salt: Data = try row.decode(forColumn: "salt")
        let box: Data = try row.decode(forColumn: "wrapped")
        let isCurrent = try roster().list.recoverySalt == salt
        return isCurrent && recovery.unwrap(box, salt: salt) != nil
    }

    // MARK: Rows

    private func change(
        _ code: AccountCode, _ body: (inout AccountRow, inout AccountFacts) -> Void
    ) throws {
        var (row, facts) = try open(code)
        body(&row, &facts)
        row.seal(facts, officeKey)
        try save(row)
        try SessionRow.delete(of: code, db)
    }

    private func save(_ row: AccountRow) throws {
        var (rosterRow, list) = try roster()
        list.revisions[row.code] = row.revision
        rosterRow.seal(list, officeKey)
        try row.save(db)
        try rosterRow.save(db)
    }

    private func open(_ code: AccountCode) throws -> (AccountRow, AccountFacts) {
        let revision = try roster().list.revisions[code]
        guard let row = try AccountRow.fetch(code, db, path: path) else {
            throw revision == nil
                ? AccountError.unknown(code) : AccountError.altered(code.description)
        }
        guard revision == row.revision, let facts = row.open(officeKey) else {
            throw AccountError.altered(code.description)
        }
        return (row, facts)
    }

    private func roster() throws -> (row: RosterRow, list: Roster) {
        guard let row = try RosterRow.fetch(db, path: path) else {
            throw AccountError.altered("roster")
        }
        return (row, try row.open(officeKey))
    }
}

extension DossierTransaction.AccountEntry {
    package var code: AccountCode {
        switch self {
        case .account(let account): account.code
        case .altered(let code): code
        }
    }
}

extension DossierStore {
    /// Wraps the office's key under a password for an account. Takes as long as the cost says, so
    /// not for within a transaction.
    package func wrap(
        for code: AccountCode, password: SecretBytes, cost: KeyCost = .present
    ) -> KeyWrap {
        KeyWrap(officeKey, for: code, password: password, cost: cost)
    }

    /// Gives this very account a password of its person's choice, and returns the store as opened
    /// by it. Takes as long as the cost says.
    package func changingOwnPassword(
        to password: SecretBytes, day: Int, cost: KeyCost = .present
    ) throws -> DossierStore {
        let wrap = wrap(for: account.code, password: password, cost: cost)
        let changed = try write { dossiers in
            try dossiers.setPassword(of: account.code, wrap: wrap, day: day, mustChange: false)
            return try dossiers.account(account.code)
        }
        return DossierStore(sealed, officeKey: officeKey, account: changed)
    }
}
