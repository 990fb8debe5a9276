import DossierStore
import Foundation
import GRDB
import Simulation
import SyncCore
import TestSeeds
import Testing

@Suite("Accounts: who gets in, and what was altered is noticed")
struct AccountsTests {
    let scratch: Scratch
    let store: DossierStore

    init() throws {
        scratch = try Scratch()
        store = try scratch.newStore()
        try add(referent, roles: [referentRole])
    }

    private func add(_ code: AccountCode, roles: Set<Code>) throws {
        let wrap = store.wrap(for: code, password: secret("\(code)"), cost: .tests)
        try store.write {
            try $0.add(code, roles: roles, wrap: wrap, day: firstDay, mustChange: false)
        }
    }

    private func tries(_ code: AccountCode, _ password: String) -> String? {
        refusal { _ = try scratch.login(code, password) }
    }

    private func row(_ code: AccountCode) throws -> Row {
        try #require(
            try scratch.query {
                try Row.fetchOne(
                    $0, sql: "SELECT * FROM account WHERE code = ?", arguments: ["\(code)"])
            })
    }

    private func putBack(_ row: Row) throws {
        try scratch.tamper(
            "INSERT OR REPLACE INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            StatementArguments(row.databaseValues))
    }

    // MARK: Getting in

    @Test("a right password opens what another account wrote, as the account that it is of")
    func login() throws {
        try store.write { _ = try $0.add(person(1)) }
        let opened = try scratch.login(referent, "ref-12")
        #expect(opened.account.code == referent)
        #expect(opened.account.roles == [referentRole])
        #expect(opened.account.mustChangePassword == false)
        #expect(try opened.read { try $0.record(id(1)) }?.record == person(1).record)
    }

    @Test("neither a wrong code nor a wrong password says which of them it is")
    func refused() throws {
        #expect(tries(referent, "ref-13") == "login-refused")
        #expect(tries(AccountCode("nobody")!, "ref-12") == "login-refused")
        #expect(tries(referent, "REF-12") == "login-refused")
        #expect(tries(referent, "ref-12 ") == "login-refused")
    }

    @Test("three failures lock the account, across openings, until it is unlocked")
    func lockedByFailures() throws {
        for _ in 0..<3 { #expect(tries(referent, "wrong") == "login-refused") }
        #expect(tries(referent, "ref-12") == "account-locked")
        #expect(tries(admin, "admin") == nil)
        let listed = try store.read { try $0.account(referent) }
        #expect(listed.failures == 3)
        #expect(!listed.admits)
        try store.write { try $0.unlock(referent) }
        #expect(tries(referent, "ref-12") == nil)
    }

    @Test("a try is counted before it is judged: killing the program saves nobody one")
    func killed() throws {
        struct Killed: Error {}
        for _ in 0..<3 {
            #expect(throws: Killed.self) {
                _ = try SealedDossiers(at: scratch.path).login(
                    referent, password: secret("wrong"), today: firstDay, cost: .tests
                ) { throw Killed() }
            }
        }
        #expect(tries(referent, "ref-12") == "account-locked")
    }

    @Test("a right password forgets the failures before it")
    func failuresForgotten() throws {
        for _ in 0..<5 {
            for _ in 0..<2 { #expect(tries(referent, "wrong") == "login-refused") }
            #expect(tries(referent, "ref-12") == nil)
        }
    }

    @Test("a locked account isn't opened by its password, and nobody else is locked with it")
    func locked() throws {
        try store.write { try $0.lock(referent) }
        #expect(tries(referent, "ref-12") == "account-locked")
        try store.write { try $0.unlock(referent) }
        #expect(tries(referent, "ref-12") == nil)
    }

    @Test("another password opens, and the one before no longer does")
    func changedPassword() throws {
        let wrap = store.wrap(for: referent, password: secret("new"), cost: .tests)
        try store.write {
            try $0.setPassword(of: referent, wrap: wrap, day: firstDay + 5, mustChange: true)
        }
        #expect(tries(referent, "ref-12") == "login-refused")
        let opened = try scratch.login(referent, "new")
        #expect(opened.account.passwordDay == firstDay + 5)
        #expect(opened.account.mustChangePassword)
        let own = try opened.changingOwnPassword(
            to: secret("own"), day: firstDay + 6, cost: .tests)
        #expect(!own.account.mustChangePassword)
        #expect(tries(referent, "new") == "login-refused")
        #expect(try scratch.login(referent, "own").account.mustChangePassword == false)
    }

    @Test("a removed account is gone, and its code can be given again")
    func removed() throws {
        try store.write { try $0.remove(referent) }
        #expect(tries(referent, "ref-12") == "login-refused")
        #expect(refusal { try store.write { try $0.remove(referent) } } == "account-unknown")
        try add(referent, roles: [referentRole])
        #expect(tries(referent, "ref-12") == nil)
        #expect(refusal { try add(referent, roles: []) } == "account-exists")
    }

    @Test("a dearer derivation is taken at the next login, and never a cheaper one")
    func raisedCost() throws {
        let dearer = KeyCost(log2N: 5, block: 2, lanes: 2)!
        _ = try scratch.login(referent, "ref-12", cost: dearer)
        func cost() throws -> [Int] {
            let row = try row(referent)
            return [row["cost_log2n"], row["cost_block"], row["cost_lanes"]]
        }
        #expect(try cost() == [5, 2, 2])
        _ = try scratch.login(referent, "ref-12", cost: .tests)
        #expect(try cost() == [5, 2, 2])
        #expect(tries(referent, "wrong") == "login-refused")
    }

    @Test("an administrator's password lives its time, and a clock put back doesn't renew it")
    func expired() throws {
        func mustChange(_ code: AccountCode, on day: Int) throws -> Bool {
            try scratch.login(code, "\(code)", today: day).account.mustChangePassword
        }
        #expect(try mustChange(admin, on: firstDay + 89) == false)
        #expect(try mustChange(admin, on: firstDay + 90))
        #expect(try mustChange(admin, on: firstDay + 3))
        #expect(try mustChange(referent, on: firstDay + 4_000) == false)
        try store.write { dossiers in
            var policy = try dossiers.passwordPolicy()
            policy.userDays = 30
            try dossiers.setPasswordPolicy(policy)
        }
        #expect(try mustChange(referent, on: firstDay))
    }

    // MARK: Altered rows

    @Test("failures that somebody sets back are noticed when the account is opened")
    func failuresSetBack() throws {
        for _ in 0..<3 { _ = tries(referent, "wrong") }
        for failures in 0...2 {
            try scratch.tamper(
                "UPDATE account SET failures = ? WHERE code = 'ref-12'", [failures])
            #expect(tries(referent, "ref-12") == "account-altered")
        }
        #expect(
            try store.read { try $0.accounts() }.contains(.altered(referent)))
        #expect(tries(admin, "admin") == nil)
    }

    @Test("the facts of another account, or of before, aren't an account's")
    func swappedFacts() throws {
        let before = try row(referent)
        try scratch.tamper(
            """
            UPDATE account SET facts = (SELECT facts FROM account WHERE code = 'admin'),
            revision = (SELECT revision FROM account WHERE code = 'admin') WHERE code = 'ref-12'
            """)
        #expect(tries(referent, "ref-12") == "account-altered")
        try scratch.tamper("DELETE FROM account WHERE code = 'ref-12'")
        try putBack(before)
        #expect(tries(referent, "ref-12") == nil)
    }

    @Test("a row put back from before a change of roles, password or lock is refused")
    func rowPutBack() throws {
        let before = try row(referent)
        try store.write { try $0.setRoles([Code(literal: "secretary")], of: referent) }
        try putBack(before)
        #expect(tries(referent, "ref-12") == "account-altered")
        try store.write { try $0.remove(referent) }
        try putBack(before)
        #expect(tries(referent, "ref-12") == "account-altered")
        #expect(try store.read { try $0.accounts() }.contains(.altered(referent)))
    }

    @Test("a wrapped key put back from before a change of password is refused")
    func wrapPutBack() throws {
        let before = try row(referent)
        let wrap = store.wrap(for: referent, password: secret("new"), cost: .tests)
        try store.write {
            try $0.setPassword(of: referent, wrap: wrap, day: firstDay, mustChange: false)
        }
        try scratch.tamper(
            "UPDATE account SET salt = ?, wrapped = ? WHERE code = 'ref-12'",
            [before["salt"], before["wrapped"]])
        #expect(tries(referent, "ref-12") == "account-altered")
    }

    @Test("a password's wrapping doesn't open another account")
    func wrapMoved() throws {
        let mine = try row(referent)
        try scratch.tamper(
            "UPDATE account SET salt = ?, wrapped = ? WHERE code = 'admin'",
            [mine["salt"], mine["wrapped"]])
        #expect(tries(admin, "ref-12") == "login-refused")
    }

    @Test("an account that somebody added or took away is listed as altered")
    func addedAndTaken() throws {
        let other = AccountCode("ref-99")!
        let mine = try row(referent)
        try putBack(mine)
        try scratch.tamper("UPDATE account SET code = 'ref-99' WHERE code = 'ref-12'")
        #expect(
            Set(try store.read { try $0.accounts() }.filter { $0.code != admin })
                == [.altered(referent), .altered(other)])
        #expect(tries(other, "ref-12") == "login-refused")
    }

    @Test("costs that no program of ours writes are refused before anything is derived")
    func absurdCost() throws {
        for cost in [40, -1, 64] {
            try scratch.tamper("UPDATE account SET cost_log2n = ? WHERE code = 'ref-12'", [cost])
            #expect(tries(referent, "ref-12") == "store-corrupt")
        }
    }

    @Test("whatever bit is flipped in whatever column, the account opens as it was or not at all")
    func flippedBits() throws {
        var chance = SeededGenerator.ofThisRun()
        for code in [referent, admin] {
            let whole = try row(code)
            for column in ["salt", "wrapped", "facts", "link"] {
                var bytes = whole[column] as Data
                bytes[Int.random(in: 0..<bytes.count, using: &chance)] ^=
                    1 << UInt8.random(in: 0..<8, using: &chance)
                try scratch.tamper(
                    "UPDATE account SET \(column) = ? WHERE code = ?", [bytes, "\(code)"])
                let found = tries(code, "\(code)")
                #expect(["login-refused", "account-altered"].contains(found), "\(column)")
                try putBack(whole)
            }
            #expect(tries(code, "\(code)") == nil)
        }
        let roster = try #require(
            try scratch.query { try Data.fetchOne($0, sql: "SELECT box FROM roster") })
        var altered = roster
        altered[Int.random(in: 0..<altered.count, using: &chance)] ^= 1
        try scratch.tamper("UPDATE roster SET box = ?", [altered])
        #expect(tries(referent, "ref-12") == "account-altered")
    }

    @Test("roles, days and passwords stand in no file in clear")
    func nothingInClear() throws {
        #expect(try store.emptyLog())
        for (name, bytes) in try scratch.files() {
            for word in ["referent", "administrator", "own password"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(name)")
            }
        }
    }

    // MARK: Codes

    @Test("a code is 3 to 20 small letters, digits and inner hyphens")
    func codes() {
        for text in ["abc", "ref-12", "a1b", "12345678901234567890"] {
            #expect(AccountCode(text)?.description == text)
        }
        for text in ["", "ab", "123456789012345678901", "Abc", "é12", "a b", "-abc", "abc-", "a_b"]
        {
            #expect(AccountCode(text) == nil, "\(text)")
        }
    }

    @Test("every refusal says in both languages what happened and what to do")
    func words() {
        let errors: [AccountError] = [
            .refused(left: 2), .refused(left: 0), .locked(admin), .noAccounts, .hasAccounts,
            .altered("roster"), .unknown(admin), .exists(admin), .noSession, .wrongRecoveryCode,
        ]
        for error in errors {
            for phrase in [error.what, error.remedy] {
                #expect(!phrase.fr.isEmpty && !phrase.en.isEmpty && phrase.fr != phrase.en)
            }
        }
    }
}

extension Row {
    /// In the order of the columns.
    fileprivate var databaseValues: [DatabaseValue] { Array(self.map { $0.1 }) }
}
