import Charter
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("Accounts: who may change them, and what they may be")
struct AccountsTests {
    let office: Office
    let desk: Desk

    init() throws {
        office = try Office()
        desk = try office.open(as: administrator)
    }

    private let newcomer = AccountCode("ref-20")!
    private let secretary: Set = [Code(literal: "secretary")]
    private let administrators: Set = [Account.administrator]

    private func add(
        _ code: AccountCode, roles: Set<Code>, _ password: String? = nil, mustChange: Bool = false
    ) throws {
        try desk.addAccount(
            code, roles: roles, password: password.map(secret) ?? secret(of: code),
            mustChange: mustChange, day: firstDay, cost: .tests)
    }

    private func refusal(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? any Explained)?.code ?? "\(error)"
        }
    }

    private func listed() throws -> [String: Set<Code>] {
        try desk.accounts().reduce(into: [:]) { list, entry in
            if case .account(let account) = entry { list["\(account.code)"] = account.roles }
        }
    }

    @Test("the office knows who opened it")
    func account() throws {
        #expect(desk.account.code == administrator)
        #expect(desk.account.roles == administrators)
        let other = try office.open()
        #expect(other.account.code == referent)
        #expect(other.account.roles == [Code(literal: "referent")])
    }

    @Test("whoever isn't an administrator changes and sees no account")
    func others() throws {
        let desk = try office.open()
        let before = try listed()
        let attempts: [() throws -> Void] = [
            { _ = try desk.accounts() },
            {
                try desk.addAccount(
                    newcomer, roles: secretary, password: secret(of: newcomer), mustChange: false,
                    day: firstDay, cost: .tests)
            },
            { try desk.setRoles(secretary, of: referent) },
            { try desk.lock(administrator) }, { try desk.unlock(referent) },
            { try desk.removeAccount(administrator) },
            {
                try desk.resetPassword(
                    of: administrator, to: secret(of: newcomer), mustChange: false, day: firstDay,
                    cost: .tests)
            },
            { try desk.setPasswordPolicy(PasswordPolicy()) },
            { _ = try desk.renewRecoveryCode() },
        ]
        for attempt in attempts { #expect(refusal(attempt) == "administrator-only") }
        #expect(try listed() == before)
    }

    @Test("roles are those that the charter declares at an office")
    func roles() throws {
        #expect(refusal { try add(newcomer, roles: []) } == "role-missing")
        #expect(refusal { try add(newcomer, roles: [Code(literal: "boss")]) } == "role-unknown")
        #expect(
            refusal { try add(newcomer, roles: [Code(literal: "commission")]) } == "role-unknown")
        try add(newcomer, roles: [Code(literal: "referent"), Code(literal: "secretary")])
        #expect(
            refusal { try desk.setRoles([Code(literal: "boss")], of: newcomer) } == "role-unknown")
        #expect(try listed()["ref-20"] == [Code(literal: "referent"), Code(literal: "secretary")])
    }

    @Test("who administers or oversees holds no other role")
    func rolesApart() throws {
        for roles: Set<Code> in [
            [Account.administrator, Code(literal: "referent")],
            [Account.oversight, Code(literal: "secretary")],
            [Account.administrator, Account.oversight],
        ] {
            #expect(refusal { try add(newcomer, roles: roles) } == "roles-apart")
            #expect(refusal { try desk.setRoles(roles, of: referent) } == "roles-apart")
        }
        try add(newcomer, roles: [Account.oversight])
    }

    @Test("the last administrator who can act stays")
    func lastAdministrator() throws {
        let second = AccountCode("admin-2")!
        let ends: [(AccountCode) throws -> Void] = [
            { try desk.removeAccount($0) }, { try desk.lock($0) },
            { try desk.setRoles(secretary, of: $0) },
        ]
        for end in ends { #expect(refusal { try end(administrator) } == "last-administrator") }
        try add(second, roles: administrators)
        // One whom failures locked can't act either.
        for _ in 0..<3 { _ = refusal { _ = try office.login(second, secret("wrong")) } }
        for end in ends { #expect(refusal { try end(administrator) } == "last-administrator") }
        try desk.unlock(second)
        try desk.removeAccount(administrator)
        let now = try office.open(as: second)
        #expect(
            refusal { try now.removeAccount(second) } == "last-administrator")
    }

    @Test("a password that breaks a rule is taken nowhere")
    func rules() throws {
        let bad = secret("motdepasse2026")
        #expect(
            refusal { try add(newcomer, roles: secretary, "motdepasse2026") } == "password-common")
        #expect(
            refusal {
                try desk.resetPassword(
                    of: referent, to: bad, mustChange: true, day: firstDay, cost: .tests)
            } == "password-common")
        #expect(
            refusal {
                let opened = try office.login(referent)
                _ = try office.entrance().changePassword(
                    of: opened, from: secret(of: referent), to: bad, day: firstDay, cost: .tests)
            } == "password-common")
        let elsewhere = office.folder.appendingPathComponent("elsewhere").path
        #expect(
            refusal {
                _ = try Desk.create(
                    dossiers: elsewhere, summaries: elsewhere + "-2", charter: .insertion(),
                    settings: [:],
                    administrator: .init(
                        code: administrator, password: bad, day: firstDay, cost: .tests))
            } == "password-common")
        #expect(!FileManager.default.fileExists(atPath: elsewhere))
        _ = try office.open()
    }

    @Test("an account with somebody else's password opens no desk until its person has changed it")
    func firstPassword() throws {
        try add(newcomer, roles: secretary, "quatre lampes et un tapis", mustChange: true)
        let first = secret("quatre lampes et un tapis")
        let opened = try office.login(newcomer, first)
        func desk(_ dossiers: DossierStore) throws -> Desk {
            try Desk(
                dossiers: dossiers, summaries: office.summariesPath, sha256: Office.sha256)
        }
        #expect(refusal { _ = try desk(opened) } == "password-change-due")
        #expect(
            refusal {
                _ = try office.entrance().changePassword(
                    of: opened, from: first, to: first, day: firstDay, cost: .tests)
            } == "password-unchanged")
        let own = try office.entrance().changePassword(
            of: opened, from: first, to: secret(of: newcomer), day: firstDay, cost: .tests)
        #expect(try desk(own).account.code == newcomer)
        #expect(refusal { _ = try office.login(newcomer, first) } == "login-refused")
    }

    @Test("an administrator's password is changed after 90 days, a user's when the office says so")
    func rotation() throws {
        func due(_ code: AccountCode, on day: Int) throws -> Bool {
            try office.login(code, today: day).account.mustChangePassword
        }
        #expect(try due(referent, on: firstDay + 89) == false)
        #expect(try due(administrator, on: firstDay + 90))
        var policy = try desk.passwordPolicy()
        #expect(policy == PasswordPolicy())
        policy.userDays = 60
        try desk.setPasswordPolicy(policy)
        #expect(try desk.passwordPolicy().userDays == 60)
        #expect(try due(referent, on: firstDay + 89))
        for (bits, days) in [(49, 90), (129, 90), (80, 6), (80, 3_651)] {
            var wrong = PasswordPolicy()
            (wrong.minimumBits, wrong.userDays) = (bits, days)
            #expect(refusal { try desk.setPasswordPolicy(wrong) } == "setting-out-of-range")
        }
        #expect(try desk.passwordPolicy() == policy)
    }

    @Test(
        "the age of a password, whatever the clock does",
        arguments: [
            // set, seen, today, expired
            (100, 100, 189, false), (100, 100, 190, true), (100, 195, 101, true),
            (100, 100, 99, true), (100, 150, 120, false),
        ])
    func age(set: Int, seen: Int, today: Int, expired: Bool) {
        let policy = PasswordPolicy()
        #expect(
            policy.isExpired(
                passwordDay: set, seenDay: seen, today: today, isAdministrator: true) == expired)
        #expect(
            !policy.isExpired(
                passwordDay: set, seenDay: seen, today: today, isAdministrator: false))
    }

    @Test("the recovery code makes an administrator, under the same rules")
    func recovery() throws {
        let code = try desk.renewRecoveryCode()
        let second = AccountCode("admin-2")!
        func recover(_ password: SecretBytes) throws {
            _ = try office.entrance().recover(
                by: code, .init(code: second, password: password, day: firstDay, cost: .tests))
        }
        #expect(refusal { try recover(secret("motdepasse2026")) } == "password-common")
        try recover(secret(of: second))
        #expect(try office.open(as: second).account.isAdministrator)
    }
}
