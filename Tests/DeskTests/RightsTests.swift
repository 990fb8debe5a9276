import Charter
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("The rights of the person")
struct RightsTests {
    let office: Office
    let desk: Desk
    let person: RecordID
    let contract: RecordID

    init() throws {
        office = try Office()
        desk = try office.open()
        contract = try desk.newContract()
        person = try #require(try desk.record(contract).person)
    }

    /// What is waiting to be sent.
    private func offered() throws -> [RecordID] {
        try desk.summaries.outbox().offers.map(\.id)
    }

    // MARK: Rectification

    @Test("a rectified field leaves the trace that it changed, and what it said nowhere")
    func rectifying() throws {
        let commune = Code(literal: "commune")
        _ = try desk.edit(contract, set: [commune: code("93008")])
        #expect(try desk.rectify(contract, set: [commune: code("93066")], remove: [end]))
        #expect(try desk.rectify(contract, set: [commune: code("93066")]) == false)
        #expect(try desk.rectify(person, set: [givenName: .text("Zoé")]) == false)
        let access = try desk.access(of: person)
        let day = CivilDate("2026-03-02")!
        #expect(
            access.records.map(\.history.corrections) == [
                [], [.init(field: commune, day: day), .init(field: end, day: day)],
            ])
        #expect(try desk.record(contract).values[commune] == code("93066"))
        #expect(try desk.record(contract).values[end] == nil)
    }

    @Test("the sealed bytes of what was wrong are in no file, not even in free pages or logs")
    func rectifiedBytes() throws {
        let sealed = try office.box(of: person)
        #expect(try office.bytes(ofFilesNamed: "dossiers").range(of: sealed) != nil)
        try desk.rectify(person, set: [familyName: .text("Durand")])
        #expect(try office.bytes(ofFilesNamed: "").range(of: sealed) == nil)
    }

    // MARK: Freezing

    @Test("a frozen folder is kept and shown; nothing of it is edited, added, decided or erased")
    func freezing() throws {
        let before = try desk.access(of: person)
        try desk.freeze(person, for: .accuracyContested)
        let frozen = DeskError.frozen(person)
        #expect(throws: frozen) { try desk.edit(contract, set: [status: code("signed")]) }
        #expect(throws: frozen) { try desk.rectify(person, set: [familyName: .text("Durand")]) }
        #expect(throws: frozen) { _ = try desk.newNote("Visite", about: person) }
        #expect(throws: frozen) { try desk.erase(person: person) }
        #expect(throws: frozen) { try desk.moveToPaper(person) }
        let after = try desk.access(of: person)
        #expect(after.marks.freeze == .init(.accuracyContested, since: CivilDate("2026-03-02")!))
        #expect(after.records.map(\.view.values) == before.records.map(\.view.values))
        #expect(try desk.find(name: "canari", for: .ownScreen).persons.map(\.id) == [person])
    }

    @Test("nothing of a frozen folder leaves, and all of it leaves when it is thawed")
    func holdingBack() throws {
        let other = try desk.newContract()
        #expect(try offered() == [contract, other])
        try desk.freeze(person, for: .legalClaim)
        #expect(try offered() == [other])
        #expect(try desk.summaries.quarantined().map(\.rule) == ["held"])
        #expect(try desk.unfreeze(person))
        #expect(try offered() == [contract, other])
        #expect(try desk.summaries.quarantined().isEmpty)
        #expect(try desk.unfreeze(person) == false)
        try desk.edit(contract, set: [status: code("signed")])
        let signed = Reading.settled(.code(Code(literal: "signed")))
        #expect(try desk.reading(statusRegister, of: contract) == signed)
    }

    @Test("an edit that was not disclosed yet stays so while the folder is frozen")
    func holdingBackUndisclosed() throws {
        do {
            let failing = try office.open { if $0 == .dossierWritten { throw PowerFailure() } }
            #expect(throws: PowerFailure.self) {
                try failing.edit(contract, set: [status: code("signed")])
            }
            try failing.freeze(person, for: .unlawful)
        }
        let draft = Reading.settled(.code(Code(literal: "draft")))
        let again = try office.open()
        #expect(try again.discloseAll().isEmpty)
        #expect(try again.reading(statusRegister, of: contract) == draft)
        #expect(try again.dossiers.read { try $0.counts() }.undisclosed == 1)
        try again.unfreeze(person)
        let signed = Reading.settled(.code(Code(literal: "signed")))
        #expect(try again.reading(statusRegister, of: contract) == signed)
    }

    @Test("a freeze that was cut off holds everything back, and is finished by doing it again")
    func freezingCutOff() throws {
        let failing = try office.open { if $0 == .summaryWritten { throw PowerFailure() } }
        #expect(throws: PowerFailure.self) { try failing.freeze(person, for: .unlawful) }
        #expect(try offered().isEmpty)
        try desk.freeze(person, for: .unlawful)
        #expect(try desk.marks(of: person).freeze?.reason == .unlawful)
        try desk.unfreeze(person)
        #expect(try offered() == [contract])
    }

    @Test("an import leaves a frozen folder as it is, and goes on")
    func importing() throws {
        try desk.freeze(person, for: .objectionPending)
        let commune = Code(literal: "commune")
        let tally = try desk.importing { intake in
            try intake.take(
                person: CaseRecord(
                    type: Code(literal: "person"),
                    values: [
                        familyName: .text("CANARI-NOM"), givenName: .text("Zoé"),
                        commune: code("93008"),
                    ]), key: "1",
                attached: [CaseRecord(type: contractType, values: [kind: code("rmi")])])
            return intake.tally
        }
        #expect(tally.knownPersons == 1 && tally.frozen == 1 && tally.newRecords == 0)
        #expect(try desk.record(person).values[commune] == nil)
    }

    // MARK: Paper

    @Test("a person who refuses has a contract, and no byte of a file says who they are")
    func refusing() throws {
        let reference = try desk.addOnPaper()
        #expect(throws: DeskError.onPaper(familyName)) {
            try desk.edit(reference, set: [familyName: .text("CANARI-REFUS")])
        }
        #expect(throws: DeskError.onPaper(noteType)) {
            _ = try desk.newNote("CANARI-REFUS", about: reference)
        }
        #expect(throws: DeskError.onPaper(actions)) {
            _ = try desk.add(
                CaseRecord(type: contractType, values: usualContract), about: reference)
        }
        let leaving = usualContract.filter { $0.key != actions }
        let onPaper = try desk.add(
            CaseRecord(type: contractType, values: leaving), about: reference)
        try desk.edit(onPaper, set: [status: code("signed")])
        #expect(try offered() == [contract, onPaper])
        #expect(try desk.folder(of: reference).map(\.id) == [reference, onPaper])
        // The summary is one like any other: nothing in it tells the refusal.
        #expect(
            Set(try #require(try desk.summaries.record(onPaper)).fields.keys)
                == Set(try #require(try desk.summaries.record(contract)).fields.keys))
        #expect(try desk.access(of: reference).records.map(\.view.values.isEmpty) == [true, false])
    }

    @Test("who refuses later is forgotten to the last byte, and the contract goes on")
    func refusingLater() throws {
        let note = try desk.newNote("CANARI-NOTE", about: person)
        let sealed = try [person, note, contract].map { try office.box(of: $0) }
        let summary = try desk.summaries.record(contract)
        try desk.moveToPaper(person)
        let bytes = try office.bytes(ofFilesNamed: "")
        for box in sealed { #expect(bytes.range(of: box) == nil) }
        #expect(try desk.folder(of: person).map(\.id) == [person, contract])
        #expect(try desk.record(person).values.isEmpty)
        #expect(try desk.record(contract).values == usualContract.filter { $0.key != actions })
        #expect(try desk.summaries.record(contract) == summary)
        #expect(try desk.find(name: "canari", for: .ownScreen).persons.isEmpty)
        // A new key: a copy of the old boxes can't be opened with what the file holds now.
        try desk.edit(contract, set: [status: code("signed")])
        #expect(try offered() == [contract])
        #expect(throws: DeskError.onPaper(familyName)) {
            try desk.edit(person, set: [familyName: .text("Durand")])
        }
        try desk.moveFromPaper(person)
        #expect(throws: DeskError.notOnPaper(person)) { try desk.moveFromPaper(person) }
        try desk.edit(person, set: [familyName: .text("Durand")])
        #expect(throws: DeskError.otherType(contract, expected: Code(literal: "person"))) {
            try desk.moveToPaper(contract)
        }
    }

    // MARK: Erasure

    @Test("an erased person has a receipt that says how far the erasure has come")
    func receipts() throws {
        let other = try desk.newContract()
        try desk.erase(person: person)
        let day = CivilDate("2026-03-02")!
        let erasure = ErasureReceipt(person: person, day: day, summaries: [contract])
        func receipt(_ state: SummaryStore.ErasureProgress) -> Desk.Receipt {
            Desk.Receipt(erasure: erasure, progress: [.init(record: contract, state: state)])
        }
        #expect(try desk.receipts() == [receipt(.waiting)])
        _ = try desk.summaries.outbox(sendingAt: 1_000)
        #expect(try desk.receipts() == [receipt(.asked(at: 1_000))])
        #expect(try desk.receipts()[0].isComplete == false)
        try desk.hear(try #require(try desk.summaries.record(other)), of: other)
        try desk.summaries.noteSync(at: 2_000)
        try desk.summaries.noteSync(at: 3_000)
        let confirmed = receipt(.confirmed(at: 2_000, asked: 1_000))
        #expect(try desk.receipt(startingWith: String(person.description.prefix(8))) == confirmed)
        #expect(confirmed.isComplete)
        #expect(throws: DeskError.unknownReceipt(digits: other.description)) {
            try desk.receipt(startingWith: other.description)
        }
    }

    @Test("of a person of whom nothing could leave the receipt is complete at once")
    func receiptOfNothing() throws {
        let alone = try desk.newPerson("Martin", "Ana")
        try desk.erase(person: alone)
        let receipt = try #require(try desk.receipts().first)
        #expect(receipt.erasure.person == alone && receipt.progress.isEmpty && receipt.isComplete)
    }

    // MARK: What was sent

    @Test("what left is counted by register, and what no charter lets leave is told")
    func sent() throws {
        #expect(try desk.summaries.sentRegisters() == SentRegisters())
        _ = try desk.summaries.outbox(sendingAt: 1_000)
        let sent = try desk.summaries.sentRegisters()
        let charter = desk.charter
        #expect(sent.undeclared(by: [charter]).isEmpty)
        // Kind, state, two quarters, and the two domains of its themes.
        #expect(sent.count(for: Code(literal: "commission"), by: charter) == 6)
        var foreign = sent
        let name = FieldName(Code(literal: "family-name"))
        foreign.add(name, of: contractType)
        #expect(
            foreign.undeclared(by: [charter]) == [
                .init(type: contractType, register: name, count: 1)
            ])
    }
}
