import Charter
import Desk
import DossierStore
import SummaryStore
import SyncCore
import Testing

@Suite("Two sides, or two copies, of one contract")
struct CopiesTests {
    let office: Office
    let contract: RecordID
    let second: Office

    init() throws {
        office = try Office()
        do {
            let desk = try office.open()
            contract = try desk.newContract()
            try desk.summaries.close()
        }
        second = try office.copy()
    }

    /// Each copy hears what the other holds.
    private func meet(_ a: Desk, _ b: Desk) throws {
        let (ofA, ofB) = (try a.summaries.record(contract), try b.summaries.record(contract))
        try a.hear(try #require(ofB), of: contract)
        try b.hear(try #require(ofA), of: contract)
    }

    @Test("two live copies that say different ends become a conflict in both, and nothing is lost")
    func liveCopies() throws {
        let (one, two) = (try office.open(), try second.open())
        try one.edit(contract, set: [end: date("2026-11-30")])
        try two.edit(contract, set: [end: date("2027-02-28")])
        try meet(one, two)
        for desk in [one, two] {
            let values = try desk.conflict(endQuarter, of: contract).state.versions.map(\.value)
            #expect(Set(values) == [.number(20264), .number(20271)])
        }
        // Another edit of another field, and one of the same, overwrite nobody's value unseen.
        try one.edit(contract, set: [actions: .text("suite")])
        try one.edit(contract, set: [end: date("2027-05-31")])
        let values = try one.conflict(endQuarter, of: contract).state.versions.map(\.value)
        #expect(Set(values) == [.number(20272), .number(20271)])
    }

    @Test("correcting a dossier to what the other copy says ends the conflict")
    func corrected() throws {
        let (one, two) = (try office.open(), try second.open())
        try one.edit(contract, set: [end: date("2026-11-30")])
        try two.edit(contract, set: [end: date("2027-02-28")])
        try meet(one, two)
        try one.edit(contract, set: [end: date("2027-03-15")])
        #expect(try one.reading(endQuarter, of: contract) == .settled(.number(20271)))
        try meet(one, two)
        for desk in [one, two] {
            #expect(try desk.conflicts().isEmpty)
            #expect(try desk.reading(endQuarter, of: contract) == .settled(.number(20271)))
        }
    }

    @Test("a decision stands, is not disclosed over, and a later correction supersedes it")
    func decided() throws {
        let (one, two) = (try office.open(), try second.open())
        try one.edit(contract, set: [end: date("2026-11-30")])
        try two.edit(contract, set: [end: date("2027-02-28")])
        try meet(one, two)
        let conflict = try one.conflict(endQuarter, of: contract)
        let theirs = try #require(conflict.state.versions.first { $0.value == .number(20271) })
        try one.decide(conflict, keep: theirs)
        #expect(try one.reading(endQuarter, of: contract) == .settled(.number(20271)))

        try one.edit(contract, set: [actions: .text("suite"), start: date("2026-04-01")])
        #expect(try one.reading(endQuarter, of: contract) == .settled(.number(20271)))
        #expect(try one.record(contract).values[end] == date("2026-11-30"))

        try one.edit(contract, set: [end: date("2027-05-31")])
        #expect(try one.reading(endQuarter, of: contract) == .settled(.number(20272)))
        try meet(one, two)
        #expect(try two.reading(endQuarter, of: contract) == .settled(.number(20272)))
        #expect(try two.conflicts().isEmpty)
    }

    @Test("what arrived after the person looked stays a conflict after their decision")
    func lateArrival() throws {
        let desk = try office.open()
        let shown = try #require(try desk.summaries.record(contract))
        try desk.edit(contract, set: [status: code("signed")])
        try desk.hearDecision(
            Code(literal: "adjourned"), of: statusRegister, in: contract, shown: shown)
        let conflict = try desk.conflict(statusRegister, of: contract)
        try desk.hearDecision(
            Code(literal: "refused"), of: statusRegister, in: contract, shown: shown)
        try desk.decide(conflict, keep: conflict.state.versions[0])
        let kept = conflict.state.versions[0].value
        let values = try desk.conflict(statusRegister, of: contract).state.versions.map(\.value)
        #expect(Set(values) == [kept, .code(Code(literal: "refused"))])
    }

    @Test("a field that waits for a decision can't be edited past it, and other fields can")
    func undecided() throws {
        let desk = try office.open()
        let shown = try #require(try desk.summaries.record(contract))
        try desk.edit(contract, set: [status: code("signed")])
        try desk.hearDecision(
            Code(literal: "refused"), of: statusRegister, in: contract, shown: shown)
        #expect(throws: SummaryRefusal.undecided(statusRegister)) {
            try desk.edit(contract, set: [status: code("sent"), actions: .text("x")])
        }
        #expect(throws: SummaryRefusal.undecided(statusRegister)) {
            try desk.edit(contract, set: [:], remove: [status])
        }
        try desk.edit(contract, set: [actions: .text("suite"), kind: code("ce")])
        let view = try desk.record(contract)
        #expect(view.values[actions] == .text("suite"))
        #expect(view.values[kind] == code("ce"))
        #expect(view.values[status] == nil)
        #expect(view.undecided[status]?.versions.count == 2)
        #expect(try desk.conflict(statusRegister, of: contract).state.versions.count == 2)
    }

    @Test("what the hub wrote on a field of both sides is seen, and an edit after it supersedes it")
    func bothSides() throws {
        let desk = try office.open()
        let shown = try #require(try desk.summaries.record(contract))
        try desk.hearDecision(
            Code(literal: "validated"), of: statusRegister, in: contract, shown: shown)
        #expect(try desk.record(contract).values[status] == code("validated"))
        try desk.edit(contract, set: [status: code("terminated")])
        #expect(
            try desk.reading(statusRegister, of: contract)
                == .settled(.code(Code(literal: "terminated"))))
    }

    @Test("a record that another office shares can be edited in what leaves as it is, and no more")
    func shared() throws {
        let state = try #require(try office.open().summaries.record(contract))
        let elsewhere = try Office()
        let desk = try elsewhere.open()
        let own = try desk.newContract()
        try desk.hear(state, of: contract)
        #expect(
            try desk.identifier(startingWith: String(contract.description.prefix(16))) == contract)
        let view = try desk.record(contract)
        #expect(view.person == nil)
        #expect(view.values == [kind: code("cer"), status: code("draft")])
        let listed = try desk.list(type: contractType, limit: 10).records.map(\.id)
        #expect(listed == [own, contract])

        try desk.edit(contract, set: [status: code("adjourned")])
        #expect(try desk.record(contract).values[status] == code("adjourned"))
        let before = try desk.summaries.record(contract)
        #expect(throws: DeskError.dossierElsewhere(end)) {
            try desk.edit(contract, set: [status: code("sent"), end: date("2027-01-01")])
        }
        #expect(try desk.summaries.record(contract) == before)
        // The office whose dossier it is sees the edit and keeps what is its own.
        let home = try office.open()
        try home.hear(try #require(before), of: contract)
        #expect(try home.record(contract).values[status] == code("adjourned"))
        #expect(try home.record(contract).values[end] == usualContract[end])
    }

    @Test("a token stands for exactly the values that were shown")
    func tokens() throws {
        let desk = try office.open()
        let shown = try #require(try desk.summaries.record(contract))
        try desk.edit(contract, set: [status: code("signed")])
        try desk.hearDecision(
            Code(literal: "adjourned"), of: statusRegister, in: contract, shown: shown)
        let seen = try desk.conflict(statusRegister, of: contract).state
        let token = try #require(ShownToken(ShownToken(of: seen).description))
        #expect(token.part(of: seen) == seen)
        try desk.hearDecision(
            Code(literal: "refused"), of: statusRegister, in: contract, shown: shown)
        let now = try desk.conflict(statusRegister, of: contract).state
        #expect(now.versions.count == 3)
        #expect(token.part(of: now) == seen)
        for text in ["", "x", "1f3a9c2e", "1f3a9c2e.0", "1f3a9c2e.1-", "1f3a9c2.1", "zzzzzzzz.1"] {
            #expect(ShownToken(text) == nil, "\(text)")
        }
    }

    @Test("dossiers put back from a backup overwrite nothing unseen")
    func restoredDossiers() throws {
        let desk = try office.open()
        try desk.edit(contract, set: [end: date("2026-11-30")])
        let newer = try #require(try desk.summaries.record(contract))
        // The copy stands for a backup taken before that edit; the hub has heard of the edit.
        let restored = try second.open()
        try restored.hear(newer, of: contract)
        try restored.edit(contract, set: [end: date("2027-02-28")])
        let values = try restored.conflict(endQuarter, of: contract).state.versions.map(\.value)
        #expect(Set(values) == [.number(20264), .number(20271)])
    }
}
