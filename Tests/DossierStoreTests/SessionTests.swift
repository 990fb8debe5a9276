import DossierStore
import Foundation
import GRDB
import SyncCore
import Testing

@Suite("Sessions: a quarter of an hour, in two halves")
struct SessionTests {
    let scratch: Scratch
    let store: DossierStore
    let ticket: SessionTicket

    init() throws {
        scratch = try Scratch()
        store = try scratch.newStore()
        let wrap = store.wrap(for: referent, password: secret("ref-12"), cost: .tests)
        try store.write {
            try $0.add(
                referent, roles: [referentRole], wrap: wrap, day: firstDay, mustChange: false)
        }
        var generator = SystemRandomNumberGenerator()
        ticket = try scratch.login(referent, "ref-12")
            .beginSession(at: Self.start, using: &generator)
    }

    private static let start = BootMoment(boot: "b1", seconds: 5_000)

    private func after(_ seconds: Int64, boot: String = "b1") -> BootMoment {
        BootMoment(boot: boot, seconds: Self.start.seconds + seconds)
    }

    private func resume(_ ticket: SessionTicket, at moment: BootMoment) -> String? {
        refusal { _ = try SealedDossiers(at: scratch.path).resume(ticket, at: moment) }
    }

    private func rows() throws -> Int {
        try scratch.query { try Int.fetchOne($0, sql: "SELECT count(*) FROM session") } ?? 0
    }

    @Test("a session opens the office as its account, from another opening too")
    func resumed() throws {
        try store.write { _ = try $0.add(person(1)) }
        let opened = try SealedDossiers(at: scratch.path).resume(ticket, at: after(60))
        #expect(opened.account.code == referent)
        #expect(opened.account.roles == [referentRole])
        #expect(try opened.read { try $0.record(id(1)) }?.record == person(1).record)
    }

    @Test("it ends after 15 idle minutes, and each use begins them again")
    func idle() throws {
        for minutes: Int64 in [14, 28, 42, 56] {
            #expect(resume(ticket, at: after(minutes * 60)) == nil)
        }
        #expect(try rows() == 1)
        #expect(resume(ticket, at: after(71 * 60)) == "login-needed")
        #expect(try rows() == 0)
        #expect(resume(ticket, at: after(57 * 60)) == "login-needed")
    }

    @Test("it ends with the machine's run, and a clock that goes back ends it")
    func boots() throws {
        #expect(resume(ticket, at: after(1, boot: "b2")) == "login-needed")
        #expect(try rows() == 0)
        var generator = SystemRandomNumberGenerator()
        let again = try store.beginSession(at: Self.start, using: &generator)
        #expect(resume(again, at: after(-1)) == "login-needed")
        #expect(try rows() == 0)
    }

    @Test("neither half opens anything without the other")
    func halves() throws {
        var generator = SystemRandomNumberGenerator()
        let other = SecretBytes(random: SessionTicket.secretBytes, using: &generator)
        #expect(resume(.init(id: ticket.id, secret: other), at: after(1)) == "login-needed")
        let elsewhere = try Scratch()
        _ = try elsewhere.newStore()
        #expect(
            refusal {
                _ = try SealedDossiers(at: elsewhere.path).resume(ticket, at: after(1))
            } == "login-needed")
        #expect(resume(ticket, at: after(1)) == nil)
        try scratch.tamper("DELETE FROM session")
        #expect(resume(ticket, at: after(1)) == "login-needed")
    }

    @Test("a use, an account or a start of the machine that somebody edits breaks it")
    func altered() throws {
        for change in ["used = used + 1", "account = 'ref-12'", "boot = 'b2'"] {
            var generator = SystemRandomNumberGenerator()
            let ticket = try store.beginSession(at: Self.start, using: &generator)
            try scratch.tamper(
                "UPDATE session SET \(change) WHERE id = ?", [Data(ticket.id.bytes)])
            #expect(resume(ticket, at: after(2)) == "login-needed", "\(change)")
        }
    }

    @Test(
        "locking, removing, other roles and another password end it",
        arguments: ["lock", "remove", "roles", "password"])
    func ended(by change: String) throws {
        let wrap = store.wrap(for: referent, password: secret("new"), cost: .tests)
        try store.write { dossiers in
            switch change {
            case "lock": try dossiers.lock(referent)
            case "remove": try dossiers.remove(referent)
            case "roles": try dossiers.setRoles([Account.administrator], of: referent)
            default:
                try dossiers.setPassword(of: referent, wrap: wrap, day: firstDay, mustChange: false)
            }
        }
        #expect(resume(ticket, at: after(1)) == "login-needed")
        #expect(try rows() == 0)
    }

    @Test("ending one ends it, and a session begun destroys those that are over")
    func cleared() throws {
        var generator = SystemRandomNumberGenerator()
        let second = try store.beginSession(at: after(30), using: &generator)
        #expect(try rows() == 2)
        try store.sealed.end(second, at: after(30))
        #expect(resume(second, at: after(31)) == "login-needed")
        #expect(resume(ticket, at: after(31)) == nil)
        _ = try store.beginSession(at: after(3_600), using: &generator)
        #expect(try rows() == 1)
    }

    @Test("an account that the failures of somebody else lock goes on in its session")
    func lockedByOthers() throws {
        for _ in 0..<3 { _ = refusal { _ = try scratch.login(referent, "wrong") } }
        #expect(refusal { _ = try scratch.login(referent, "ref-12") } == "account-locked")
        #expect(resume(ticket, at: after(1)) == nil)
    }
}
