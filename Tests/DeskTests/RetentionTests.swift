import Charter
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("What has lived its time is purged")
struct RetentionTests {
    let office: Office

    init() throws {
        office = try Office()
    }

    private func desk(on day: String) throws -> Desk { try office.open(today: day) }

    /// A person with a contract that ended then.
    @discardableResult
    private func contract(endedOn day: String, in desk: Desk) throws -> RecordID {
        try desk.newContract([
            kind: code("cer"), status: code("expired"), start: date("2021-01-01"), end: date(day),
        ])
    }

    private let assessment = Code(literal: "assessment")
    private let written = Code(literal: "written")
    private let facts = Code(literal: "facts")

    /// A report of January 2025, whose assessment has a shorter period than the rest.
    private func report(about person: RecordID, in desk: Desk) throws -> RecordID {
        try desk.add(
            CaseRecord(
                type: Code(literal: "report"),
                values: [
                    Code(literal: "kind"): code("social"), written: date("2025-01-31"),
                    facts: .text("CANARI-FAITS"), assessment: .text("CANARI-AVIS"),
                ]), about: person)
    }

    @Test("two years after the last contact a person goes, and the hub is told; not a day sooner")
    func wholeFolder() throws {
        let past = try desk(on: "2022-05-01")
        let old = try contract(endedOn: "2024-02-29", in: past)
        let running = try contract(endedOn: "2024-03-01", in: past)
        let eve = try desk(on: "2026-02-28").retentionPlan()
        #expect(eve.tally == RetentionTally())
        let now = try desk(on: "2026-03-01")
        let plan = try now.retentionPlan()
        #expect(plan.tally.folders == 1)
        #expect(plan.tally.contacts == CivilDate("2024-02-29")!...CivilDate("2024-02-29")!)
        #expect(try now.dossiers.read { try $0.counts() }.persons == 2)
        #expect(try now.purge(plan) == plan.tally)
        #expect(try now.summaries.isErased(old))
        let mark = now.dossiers.ownErasureMark(of: old)
        #expect(try Set(now.summaries.pendingErasures()) == [old, mark])
        #expect(try now.record(running).values[status] == code("expired"))
        #expect(try now.dossiers.read { try $0.counts() }.persons == 1)
        #expect(try now.retentionPlan().tally == RetentionTally())
        // The person didn't ask: nobody waits for a receipt.
        #expect(try now.receipts().isEmpty)
    }

    @Test("a note written by hand is a contact, taking a file in is none")
    func contacts() throws {
        let past = try desk(on: "2022-05-01")
        let contract = try contract(endedOn: "2022-06-01", in: past)
        let person = try #require(try past.record(contract).person)
        #expect(try past.access(of: person).lastContact == CivilDate("2022-06-01"))
        let later = try desk(on: "2023-09-15")
        _ = try later.newNote("Visite", about: person)
        #expect(try later.access(of: person).lastContact == CivilDate("2023-09-15"))
        try later.importing { intake in
            try intake.take(
                person: CaseRecord(
                    type: Code(literal: "person"),
                    values: [familyName: .text("Martin"), givenName: .text("Ana")]),
                key: nil,
                attached: [
                    CaseRecord(
                        type: contractType,
                        values: [kind: code("rmi"), start: date("2006-01-10")])
                ])
        }
        let imported = try #require(try later.find(name: "martin", for: .ownScreen).persons.first)
            .id
        #expect(try later.access(of: imported).lastContact == CivilDate("2006-01-10"))
        let days = try later.access(of: imported).records[1].lastDays
        #expect(days[start] == CivilDate("2008-01-10"))
    }

    @Test("a field with a period of its own goes alone, and that is no contact")
    func fieldAlone() throws {
        let past = try desk(on: "2025-01-31")
        let person = try past.newPerson()
        let report = try report(about: person, in: past)
        #expect(
            try past.access(of: person).records[1].lastDays[assessment] == CivilDate("2026-01-31"))
        #expect(try desk(on: "2026-01-31").retentionPlan().tally == RetentionTally())
        let now = try desk(on: "2026-02-01")
        let plan = try now.retentionPlan()
        #expect(plan.tally.fields == 1 && plan.tally.records == 0 && plan.tally.folders == 0)
        try now.purge(plan)
        #expect(
            Set(try now.record(report).values.keys) == [Code(literal: "kind"), written, facts])
        #expect(try now.access(of: person).lastContact == CivilDate("2025-01-31"))
        #expect(try now.access(of: person).records[1].history.corrections.isEmpty)
    }

    @Test("a frozen folder stays, and its time has passed when it is thawed")
    func frozen() throws {
        let past = try desk(on: "2022-05-01")
        let contract = try contract(endedOn: "2022-06-01", in: past)
        let person = try #require(try past.record(contract).person)
        try past.freeze(person, for: .legalClaim)
        let now = try desk(on: "2026-03-01")
        let plan = try now.retentionPlan()
        #expect(plan.tally.frozen == 1 && plan.tally.isEmpty)
        try now.purge(plan)
        #expect(try now.folder(of: person).count == 2)
        try now.unfreeze(person)
        #expect(try now.purge(try now.retentionPlan()).folders == 1)
    }

    @Test("a folder that is frozen in the middle of a purge is counted, and stops no other")
    func frozenMeanwhile() throws {
        let past = try desk(on: "2025-01-31")
        let persons = try [past.newPerson("Martin"), past.newPerson("Durand")].sorted()
        let reports = try persons.map { try report(about: $0, in: past) }
        let other = try desk(on: "2026-02-01")
        let now = try office.open(today: "2026-02-01") {
            guard $0 == .dossierErased else { return }
            if try other.marks(of: persons[0]).freeze == nil {
                try other.freeze(persons[0], for: .legalClaim)
            }
        }
        let tally = try now.purge(try now.retentionPlan())
        #expect(tally.fields == 1 && tally.left == 1)
        #expect(try now.record(reports[0]).values[assessment] != nil)
        #expect(try now.record(reports[1]).values[assessment] == nil)
    }

    @Test("what was written or frozen after the plan was made stays")
    func planIsStale() throws {
        let past = try desk(on: "2022-05-01")
        let written = try contract(endedOn: "2022-06-01", in: past)
        let frozen = try contract(endedOn: "2022-07-01", in: past)
        let now = try desk(on: "2026-03-01")
        let plan = try now.retentionPlan()
        #expect(plan.tally.folders == 2)
        #expect(plan.tally.contacts == CivilDate("2022-06-01")!...CivilDate("2022-07-01")!)
        try now.edit(written, set: [status: code("terminated")])
        try now.freeze(try #require(try now.record(frozen).person), for: .legalClaim)
        #expect(try now.purge(plan).isEmpty)
        #expect(try now.dossiers.read { try $0.counts() }.persons == 2)
    }

    @Test("a purge that was cut off is finished by the next one")
    func cutOff() throws {
        let past = try desk(on: "2022-05-01")
        let first = try contract(endedOn: "2022-06-01", in: past)
        let second = try contract(endedOn: "2022-07-01", in: past)
        do {
            let failing = try office.open(today: "2026-03-01") {
                if $0 == .dossierErased { throw PowerFailure() }
            }
            let plan = try failing.retentionPlan()
            #expect(throws: PowerFailure.self) { try failing.purge(plan) }
        }
        let now = try desk(on: "2026-03-01")
        // The oldest contact went first, and its summary with the next opening.
        #expect(try now.summaries.isErased(first))
        #expect(try !now.summaries.isErased(second))
        #expect(try now.purge(try now.retentionPlan()).folders == 1)
        #expect(try now.summaries.isErased(second))
        #expect(try now.dossiers.read { try $0.counts() }.records == 0)
    }

    @Test("what was noted tells when the clock can't be right")
    func clocks() throws {
        _ = try contract(endedOn: "2026-06-30", in: try desk(on: "2026-03-02"))
        let newest = CivilDate("2026-03-02")!
        #expect(try desk(on: "2026-06-02").retentionPlan().doubt == nil)
        #expect(
            try desk(on: "2026-06-03").retentionPlan().doubt == .ahead(newest: newest))
        #expect(
            try desk(on: "2026-03-01").retentionPlan().doubt == .behind(newest: newest))
        #expect(try Office().open(today: "2026-03-01").retentionPlan().doubt == .unknown)
        // A sync and a purge note a day as well.
        let later = try desk(on: "2026-06-03")
        try later.purge(try later.retentionPlan())
        #expect(try desk(on: "2026-06-04").retentionPlan().doubt == nil)
    }
}
