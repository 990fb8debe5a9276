import Charter
import HubStore
import Simulation
import SummaryStore
import SyncCore
import Testing

@Suite("Charters that change")
struct CharterVersionTests {
    private let closed: [Code: CaseValue] = [
        "status": .code("closed"), "themes": .codes(["wood"]), "start": .date(day),
    ]
    private static let day = CivilDate("2026-09-30")!
    private var day: CivilDate { Self.day }

    @Test("One office goes through three versions while another accepts none; both go on syncing")
    func threeVersions() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let (a, b) = (
            try versions.office("a", under: first), try versions.office("b", under: first)
        )
        let shared = try versions.write(closed, in: a)
        try versions.sync(a, as: "a")
        try versions.hub.share(shared, with: versions.number("b"), by: "admin")
        try versions.sync(b, as: "b")
        #expect(try versions.converged(a, "a") && versions.converged(b, "b"))

        // Closed is no state any more, themes stay home, and places may leave.
        let second = try Charters.version(
            2, statuses: ["draft", "sent"], themes: false, places: true)
        #expect(try versions.hub.publish(second, by: "admin") == 2)
        #expect(try versions.outsideCharter().isEmpty)
        for (office, name) in [(a, "a"), (b, "b")] {
            let first = try versions.sync(office, as: name).first
            #expect(first == .charter(Array(second.source.utf8)))
            #expect(try office.values("status", of: shared) == [.withdrawn])
            #expect(try office.values("themes/wood", of: shared).isEmpty)
            #expect(try versions.converged(office, name))
        }
        try versions.accept(2, in: a)
        try versions.write(["places": .number(4), "status": .code("sent")], in: a, to: shared)
        try versions.sync(a, as: "a")
        try versions.sync(b, as: "b")
        #expect(try b.values("status", of: shared) == [.code("sent")])
        #expect(try b.values("places", of: shared).isEmpty)
        #expect(try versions.converged(a, "a") && versions.converged(b, "b"))

        // Closed is a state again: of what was dropped, nothing comes back.
        let third = try Charters.version(3, themes: true, places: true)
        #expect(try versions.hub.publish(third, by: "admin") == 0)
        try versions.sync(a, as: "a")
        try versions.accept(3, in: a)
        let late = try versions.write(["status": .code("closed")], in: a)
        try versions.write(["status": .code("closed")], in: a, to: shared)
        try versions.sync(a, as: "a")
        try versions.sync(b, as: "b")
        #expect(try a.values("status", of: shared) == [.code("closed")])
        #expect(try a.values("themes/wood", of: shared).isEmpty)
        #expect(try b.values("status", of: shared) == [.withdrawn])
        #expect(try versions.converged(a, "a") && versions.converged(b, "b"))

        // The other writes what it may, and accepts at last: it sees all that the hub holds.
        try versions.write(["start": .date(CivilDate("2026-12-01")!)], in: b, to: shared)
        try versions.sync(b, as: "b")
        try versions.hub.share(late, with: versions.number("b"), by: "admin")
        try versions.accept(3, in: b)
        try versions.sync(b, as: "b")
        #expect(try b.values("status", of: shared) == [.code("closed")])
        #expect(try b.values("places", of: shared) == [.number(4)])
        try versions.sync(a, as: "a")
        #expect(try versions.converged(a, "a") && versions.converged(b, "b"))
        #expect(try a.partDigest() == b.partDigest())
        #expect(try versions.hub.digest(of: versions.number("b")).bytes == b.partDigest())
    }

    @Test("What waits in the outbox when a narrower charter comes doesn't leave, and isn't lost")
    func narrowingWithWorkWaiting() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let office = try versions.office("a", under: first)
        let sent = try versions.write(["status": .code("draft")], in: office)
        try versions.sync(office, as: "a")
        try versions.write(closed, in: office, to: sent)
        let new = try versions.write(closed, in: office)
        let second = try Charters.version(2, statuses: ["draft", "sent"], themes: false)
        try versions.hub.publish(second, by: "admin")
        try versions.sync(office, as: "a")
        #expect(try versions.outsideCharter().isEmpty)
        #expect(try versions.converged(office, "a"))
        #expect(try office.values("status", of: new) == [.withdrawn])
        #expect(try office.values("start", of: new) == [.number(202_609)])
        let kept = try office.keptHome()
        #expect(kept.map(\.record) == [sent, new])
        for state in kept.map(\.state) {
            #expect(state["status"].versions.map(\.value) == [.code("closed")])
            #expect(state["themes/wood"].versions.map(\.value) == [.flag(true)])
        }
        // The journal still says what was on its way before, and that was before.
        var disclosed: [Value] = []
        try office.disclosures { line in
            guard case .fields(let state) = line.content else { return }
            disclosed += state.fields.values.flatMap { $0.versions.map(\.value) }
        }
        #expect(disclosed.contains(.code("draft")))
    }

    /// No answer has said yet that the hub holds the rest of it: one that was put back may not.
    @Test("A record of which all that waits may leave no more still waits for the hub's answer")
    func narrowingAllThatWaits() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let office = try versions.office("a", under: first)
        let id = try versions.write(["status": .code("draft")], in: office)
        try versions.sync(office, as: "a")
        try versions.write(["themes": .codes(["wood"])], in: office, to: id)
        try versions.hub.publish(Charters.version(2, themes: false), by: "admin")
        let outcomes = try versions.sync(office, as: "a").flatMap {
            answer -> [ExchangeAnswer.Outcome] in
            if case .page(let page) = answer { page.outcomes } else { [] }
        }
        #expect(outcomes == [.asExpected])
        #expect(try office.outbox().isEmpty && versions.converged(office, "a"))
    }

    /// The second version: what was a contract has another name.
    private func withoutContracts(_ first: Charter, version: Int = 2) throws -> Charter {
        let text = first.source.replacing("contract:\n", with: "agreement:\n")
            .replacing("version: 1", with: "version: \(version)")
        return try Charter.parse(text, file: "\(version)")
    }

    @Test("A type of which nothing leaves any more is forgotten at the hub and never offered again")
    func typeGone() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let office = try versions.office("a", under: first)
        let id = try versions.write(closed, in: office)
        try versions.sync(office, as: "a")
        try versions.hub.publish(withoutContracts(first), by: "admin")
        #expect(try versions.held().isEmpty)
        try versions.sync(office, as: "a")
        #expect(try office.record(id)?.fields.isEmpty == true)
        #expect(try versions.converged(office, "a"))
        #expect(try office.outbox().isEmpty)
    }

    @Test("A type that comes back is no difference between office and hub before somebody writes")
    func typeBack() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let office = try versions.office("a", under: first)
        let id = try versions.write(closed, in: office)
        try versions.sync(office, as: "a")
        try versions.hub.publish(withoutContracts(first), by: "admin")
        try versions.sync(office, as: "a")
        try versions.hub.publish(Charters.version(3), by: "admin")
        try versions.sync(office, as: "a")
        try versions.accept(3, in: office)
        try versions.sync(office, as: "a")
        #expect(try versions.converged(office, "a"))

        try versions.write(["status": .code("sent")], in: office, to: id)
        try versions.sync(office, as: "a")
        #expect(try versions.converged(office, "a"))
        #expect(try versions.held().keys.contains(id))
    }

    @Test("A widening holds after two different accounts accepted, and not before")
    func acceptance() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let office = try versions.office("a", under: first)
        try versions.hub.publish(Charters.version(2, places: true), by: "admin")
        try versions.sync(office, as: "a")
        #expect(try office.charterStanding().newest.version == 2)
        #expect(try !office.accept(version: 2, by: "a-1", at: 1))
        #expect(try !office.accept(version: 2, by: "a-1", at: 2))
        #expect(throws: SummaryRefusal.notAccepted) { try office.putInForce() }
        #expect(throws: SummaryRefusal.otherVersion(newest: 2)) {
            try office.accept(version: 1, by: "b-2", at: 3)
        }
        #expect(throws: CaseRefusal.self) {
            try versions.write(["places": .number(1)], in: office)
        }
        #expect(try office.charterStanding().acceptedBy == ["a-1"])

        #expect(try office.accept(version: 2, by: "b-2", at: 4))
        try office.putInForce()
        let id = try versions.write(["places": .number(1)], in: office)
        try versions.sync(office, as: "a")
        #expect(try versions.held()[id] != nil)
        #expect(throws: SummaryRefusal.nothingToAccept) {
            try office.accept(version: 2, by: "a-1", at: 5)
        }
        // It holds for whoever opens the file later too.
        try office.close()
        #expect(try versions.open("a").charter.version == 2)
    }

    @Test("A newer version that comes meanwhile has to be accepted anew")
    func acceptanceOfAnother() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let office = try versions.office("a", under: first)
        try versions.hub.publish(Charters.version(2, places: true), by: "admin")
        try versions.sync(office, as: "a")
        _ = try office.accept(version: 2, by: "a-1", at: 1)
        try versions.hub.publish(
            Charters.version(3, statuses: ["draft", "sent", "closed", "lost"], places: true),
            by: "admin")
        try versions.sync(office, as: "a")
        #expect(try !office.accept(version: 3, by: "b-2", at: 2))
        #expect(try office.charterStanding().acceptedBy == ["b-2"])
    }

    @Test("An office put back to before a narrower charter, and a hub likewise, bring nothing back")
    func oldBackups() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let office = try versions.office("a", under: first)
        let id = try versions.write(closed, in: office)
        try versions.sync(office, as: "a")
        try office.close()
        let (oldOffice, oldHub) = (try versions.backup("a"), try versions.backupHub())

        let second = try Charters.version(2, statuses: ["draft", "sent"], themes: false)
        try versions.hub.publish(second, by: "admin")
        try versions.sync(versions.open("a"), as: "a")
        #expect(try versions.outsideCharter().isEmpty)

        // The office goes back: it offers what it was not to hold, and gets the charter instead.
        try versions.restore("a", to: oldOffice)
        let restored = try versions.open("a")
        try versions.write(["themes": .codes(["food"])], in: restored, to: id)
        try versions.sync(restored, as: "a")
        #expect(try versions.outsideCharter().isEmpty)
        #expect(try versions.converged(restored, "a"))

        // The hub goes back: it doesn't know the office's charter until it is published again.
        try versions.restoreHub(to: oldHub)
        #expect(throws: ExchangeFault.refused(.charterUnknown)) {
            try versions.sync(restored, as: "a")
        }
        try versions.hub.publish(second, by: "admin")
        #expect(try versions.outsideCharter().isEmpty)
        try versions.sync(restored, as: "a")
        #expect(try versions.converged(restored, "a"))
        #expect(try versions.hub.digest(of: versions.number("a")).bytes == restored.partDigest())
    }

    @Test("Before its sweep is done, a hub tells and takes nothing outside the new charter")
    func sweepCutOff() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let (a, b) = (
            try versions.office("a", under: first), try versions.office("b", under: first)
        )
        let id = try versions.write(closed, in: a)
        try versions.sync(a, as: "a")
        try versions.hub.share(id, with: versions.number("b"), by: "admin")
        let second = try Charters.version(2, statuses: ["draft", "sent"], themes: false)
        // The power fails between the publication and its sweep.
        try versions.storage.write {
            try $0.adopt(second.source, schema: second.summarySchema, on: "2026-09-30")
        }
        try versions.openHub()
        try versions.sync(b, as: "b")
        #expect(try b.values("status", of: id) == [.withdrawn])
        #expect(try !versions.outsideCharter().isEmpty)

        #expect(try versions.hub.sweep(by: "admin") == 2)
        #expect(try versions.outsideCharter().isEmpty)
        #expect(try versions.hub.acts(limit: 1).map(\.kind) == [.narrow])
        #expect(try versions.hub.acts(limit: 1).map(\.about) == ["2"])
        try versions.sync(a, as: "a")
        #expect(try versions.converged(a, "a") && versions.converged(b, "b"))
        #expect(try versions.hub.sweep(by: "admin") == 2)
        #expect(try versions.hub.acts(limit: 9).count { $0.kind == .narrow } == 1)
    }

    @Test("What a version took away is gone before the next one gives the field back")
    func publishedBeforeTheSweepWasDone() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let office = try versions.office("a", under: first)
        try versions.write(["themes": .codes(["wood"])], in: office)
        try versions.sync(office, as: "a")
        let second = try Charters.version(2, themes: false)
        // The power fails between the publication and its sweep.
        try versions.storage.write {
            try $0.adopt(second.source, schema: second.summarySchema, on: "2026-09-30")
        }
        try versions.openHub()
        try versions.hub.publish(Charters.version(3), by: "admin")
        let themes = try versions.held().values.flatMap { record in
            record.unpacked().fields.filter { $0.key.text.hasPrefix("themes") }.values
                .flatMap { $0.versions.map(\.value) }
        }
        #expect(themes.allSatisfy { $0 == .withdrawn })
    }

    @Test("A record that lost all its fields before its type went is never offered again")
    func emptiedBeforeItsTypeGoes() throws {
        let first = try Charters.version(1)
        let versions = try Versions(first)
        let office = try versions.office("a", under: first)
        let id = try versions.write(["themes": .codes(["wood"])], in: office)
        try versions.hub.publish(Charters.version(2, themes: false), by: "admin")
        try versions.hub.publish(withoutContracts(first, version: 3), by: "admin")
        try versions.sync(office, as: "a")
        #expect(try office.record(id)?.fields.isEmpty == true)
        #expect(try office.outbox().isEmpty && office.quarantined().isEmpty)
    }

    @Test("A hub takes the next version of its own charter and no other")
    func publishing() throws {
        let versions = try Versions(try Charters.version(2))
        #expect(throws: HubRefusal.charterVersion) {
            try versions.hub.publish(Charters.version(2, places: true), by: "admin")
        }
        #expect(throws: HubRefusal.charterVersion) {
            try versions.hub.publish(Charters.version(1), by: "admin")
        }
        #expect(throws: HubRefusal.charterName) {
            try versions.hub.publish(Charters.version(3, name: "other"), by: "admin")
        }
        #expect(try versions.hub.publish(Charters.version(2), by: "admin") == 0)
        #expect(versions.hub.charter.version == 2)
    }
}
