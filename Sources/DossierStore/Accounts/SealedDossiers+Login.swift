internal import Foundation
internal import GRDB
import StoreFile
import SyncCore

extension SealedDossiers {
    /// Opens the dossiers as an account.
    ///
    /// The try is counted, durably, before the password is tried: killing the program saves
    /// nobody a try. The third in a row that isn't right locks the account. A right password
    /// clears the count, and is derived again when this program's cost is higher than its own.
    ///
    /// Throws `AccountError`; which of code and password is wrong isn't said. Takes as long as
    /// the account's cost says. The journal is told of wrong tries before a right one.
    ///
    /// - Parameters:
    ///   - today: counted from 1 January 1970.
    ///   - time: for the journal: seconds since then.
    ///   - whenCounted: called between the two. Tests throw there, as if the program were killed.
    package func login(
        _ code: AccountCode, password: SecretBytes, today: Int, cost: KeyCost = .present,
        at time: Int64 = SystemClock.seconds(), whenCounted: () throws -> Void = {}
    ) throws -> DossierStore {
        let attempt = try countAttempt(code)
        try whenCounted()
        guard let key = attempt.wrap.open(for: code, password: password) else {
            throw AccountError.refused(left: Account.failureLimit - attempt.chain.failures)
        }
        let raised =
            attempt.wrap.cost.isLower(than: cost)
            ? KeyWrap(key, for: code, password: password, cost: cost) : nil
        let account = try write { db in
            let account = try admit(attempt, key, raised: raised, today: today, db)
            let failures = attempt.chain.failures - 1
            if failures > 0 {
                try note(
                    JournalNote(by: account, .failedLogin, count: failures), at: time, key, db)
            }
            return account
        }
        try OfficeKeyFile.destroy(beside: path, ifHolding: key)
        return DossierStore(self, officeKey: key, account: account)
    }

    private func countAttempt(_ code: AccountCode) throws -> AccountRow {
        try write { db in
            guard var row = try AccountRow.fetch(code, db, path: path) else {
                let any = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM account)")
                throw any == true
                    ? AccountError.refused(left: Account.failureLimit) : AccountError.noAccounts
            }
            guard row.chain.failures < Account.failureLimit else {
                throw AccountError.locked(code)
            }
            row.chain.count()
            try row.save(db)
            return row
        }
    }

    /// Lets in whoever had the right password, when their row is as it was left.
    private func admit(
        _ attempt: AccountRow, _ key: OfficeKey, raised: KeyWrap?, today: Int, _ db: Database
    ) throws -> Account {
        var (row, facts, roster) = try verified(attempt.code, key, db)
        // Somebody changed the password while it was tried.
        guard row.wrap.salt == attempt.wrap.salt else { throw AccountError.refused(left: 0) }
        guard !facts.isLocked else { throw AccountError.locked(row.code) }
        let isExpired = roster.list.policy.isExpired(
            passwordDay: facts.passwordDay, seenDay: facts.seenDay, today: today,
            isAdministrator: facts.roles.contains(Account.administrator))
        facts.seenDay = max(facts.seenDay, today)
        if let raised {
            row.wrap = raised
            facts.salt = raised.salt
        }
        facts.seed = FailureChain.randomSeed()
        row.chain = FailureChain(seed: facts.seed)
        row.seal(facts, key)
        roster.list.revisions[row.code] = row.revision
        roster.row.seal(roster.list, key)
        try row.save(db)
        try roster.row.save(db)
        var account = row.account(facts)
        account.mustChangePassword = account.mustChangePassword || isExpired
        return account
    }

    /// Tells the journal of something that whoever holds the key does with an account, in the
    /// transaction that does it.
    func note(_ note: JournalNote, at time: Int64, _ key: OfficeKey, _ db: Database) throws {
        let dossiers = DossierTransaction(db: db, path: path, officeKey: key)
        try dossiers.note(note, at: time)
        try dossiers.seal()
    }

    /// An account's row with its facts, and the list; refused when either was altered.
    func verified(
        _ code: AccountCode, _ key: OfficeKey, _ db: Database
    ) throws -> (row: AccountRow, facts: AccountFacts, roster: (row: RosterRow, list: Roster)) {
        guard let rosterRow = try RosterRow.fetch(db, path: path) else {
            throw AccountError.altered("roster")
        }
        let roster = try rosterRow.open(key)
        guard let row = try AccountRow.fetch(code, db, path: path),
            roster.revisions[code] == row.revision, let facts = row.open(key)
        else { throw AccountError.altered(code.description) }
        return (row, facts, (rosterRow, roster))
    }
}
