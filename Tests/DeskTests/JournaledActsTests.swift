import Charter
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("The journal hears of accounts, sessions, backups and purges")
struct JournaledActsTests {
    let office: Office
    private static let dpo = AccountCode("dpo-1")!
    private static let noon = Int64(CivilDate("2026-03-02")!.dayNumber) * 86_400 + 43_200

    init() throws {
        office = try Office()
        try office.add(Self.dpo, roles: ["dpo"])
    }

    private func refuse(_ account: AccountCode, times: Int) {
        for _ in 0..<times {
            #expect(throws: AccountError.self) { try office.login(account, secret("wrong")) }
        }
    }

    @Test("a session that begins and one that is ended; one that had run out ended by itself")
    func sessions() throws {
        let start = BootMoment(boot: "b1", seconds: 5_000)
        let later = BootMoment(boot: "b1", seconds: 5_000 + 15 * 60)
        let told = try office.journal {
            let store = try office.login(referent)
            var chance = SystemRandomNumberGenerator()
            let first = try store.beginSession(at: start, time: Self.noon, using: &chance)
            try store.sealed.end(first, at: start, time: Self.noon)
            try store.sealed.end(first, at: start, time: Self.noon)
            let second = try store.beginSession(at: start, time: Self.noon, using: &chance)
            try store.sealed.end(second, at: later, time: Self.noon)
        }
        #expect(told == ["ref-12 login", "ref-12 logout", "ref-12 login"])
    }

    @Test("wrong passwords are told at the next right one, and by whoever unlocks the account")
    func failures() throws {
        let told = try office.journal {
            refuse(referent, times: 2)
            _ = try office.login(referent)
            refuse(referent, times: 3)
            #expect(throws: AccountError.locked(referent)) { try office.login(referent) }
            try office.open(as: administrator).unlock(referent)
            _ = try office.login(referent)
        }
        #expect(
            told == [
                "ref-12 failed-login (2)", "admin failed-login -> ref-12 (3)",
                "admin unlock -> ref-12",
            ])
    }

    @Test("what administrators do with accounts, and the paper code")
    func accounts() throws {
        let second = AccountCode("admin-2")!
        let told = try office.journal {
            let desk = try office.open(as: administrator)
            try desk.resetPassword(
                of: referent, to: secret("Un héron lit sous sept tilleuls 4"), mustChange: true,
                day: firstDay, cost: .tests)
            try desk.setPasswordPolicy(PasswordPolicy())
            let code = try desk.renewRecoveryCode()
            _ = try office.entrance().recover(
                by: code,
                .init(code: second, password: secret(of: second), day: firstDay, cost: .tests))
        }
        #expect(
            told == [
                "admin account -> ref-12", "admin account", "admin account", "admin-2 recover",
            ])
    }

    @Test("a backup tells of itself, and a restored office of the restoring")
    func vault() throws {
        let path = office.folder.path + ".backup"
        defer { unlink(path) }
        let told = try office.journal {
            _ = try office.open().backup(office.files, to: path)
            let backup = try SealedBackup(reading: path)
            let key = try backup.key(of: administrator, password: secret(of: administrator))
            _ = try OfficeRestoration(backup, with: key, to: office.files, sha256: Office.sha256)
                .run()
        }
        #expect(told == ["ref-12 backup", "admin restore"])
    }

    @Test("what leaves the paper is written")
    func leavingPaper() throws {
        let desk = try office.open()
        let person = try desk.addOnPaper()
        let told = try office.journal(named: [person: "person"]) { try desk.moveFromPaper(person) }
        #expect(told == ["ref-12 write person"])
    }

    @Test("a purge tells each folder, record and emptied field that it took")
    func purges() throws {
        let past = try office.open(today: "2022-05-01")
        let gone = try contract(in: past)
        let (goes, stays) = (try person(of: gone), try person(of: try contract(in: past)))
        let later = try office.open(today: "2025-01-31")
        let report = try later.add(
            CaseRecord(
                type: Code(literal: "report"),
                values: [
                    Code(literal: "kind"): code("social"),
                    Code(literal: "written"): date("2025-01-31"),
                    Code(literal: "facts"): .text("CANARI-FAITS"),
                    Code(literal: "assessment"): .text("CANARI-AVIS"),
                ]), about: stays)
        // Without a day it counts from the last contact, and there is nothing else in it.
        let opinion = try later.add(
            CaseRecord(
                type: Code(literal: "report"),
                values: [Code(literal: "assessment"): .text("CANARI-AVIS")]), about: stays)
        let names = [goes: "folder", opinion: "opinion", report: "report"]
        let told = try office.journal(named: names) {
            let desk = try office.open(as: administrator, today: "2026-03-01")
            try desk.purge(try desk.retentionPlan())
        }
        #expect(
            told == [
                "admin retention folder", "admin retention opinion", "admin retention report",
            ])
    }

    private func contract(in desk: Desk) throws -> RecordID {
        try desk.newContract([
            kind: code("cer"), status: code("expired"), start: date("2021-01-01"),
            end: date("2024-02-29"),
        ])
    }

    private func person(of contract: RecordID) throws -> RecordID {
        try #require(try office.open(today: "2022-05-01").record(contract).person)
    }

    @Test("who has cases and who looks after accounts may purge; who oversees may not")
    func purging() throws {
        try office.add(AccountCode("sec-1")!, roles: ["secretary"])
        for account in [referent, administrator, AccountCode("sec-1")!] {
            #expect(try office.open(as: account).retentionPlan().tally == RetentionTally())
        }
        let told = try office.journal {
            let desk = try office.open(as: Self.dpo)
            #expect(throws: AccessRefusal(.purgeOther)) { try desk.retentionPlan() }
            let plan = try office.open().retentionPlan()
            #expect(throws: AccessRefusal(.purgeOther)) { try desk.purge(plan) }
        }
        #expect(told == ["dpo-1 refuse", "dpo-1 refuse"])
    }
}
