import Charter
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("A crash between the two files is harmless")
struct CrashTests {
    let office: Office

    init() throws {
        office = try Office()
    }

    /// Registers with the values of their live versions: what all must agree on.
    private func said(_ desk: Desk, _ id: RecordID) throws -> [FieldName: [Value]] {
        try desk.summaries.record(id)?.fields.mapValues { $0.versions.map(\.value) } ?? [:]
    }

    @Test(
        "a contract that was being made is whole after the next opening",
        arguments: [Desk.Moment.dossierWritten, .summaryWritten])
    func making(moment: Desk.Moment) throws {
        let whole = try office.open()
        let expected = try said(whole, try whole.newContract())
        do {
            let failing = try office.open { if $0 == moment { throw PowerFailure() } }
            let person = try failing.newPerson()
            #expect(throws: PowerFailure.self) {
                try failing.add(
                    CaseRecord(type: contractType, values: usualContract), about: person)
            }
        }
        let desk = try office.open()
        let ids = try desk.list(type: contractType, limit: 10).records.map(\.id)
        #expect(ids.count == 2)
        #expect(try said(desk, ids[1]) == expected)
        #expect(try desk.record(ids[1]).values == usualContract)
        #expect(try desk.conflicts().isEmpty)
        #expect(try desk.dossiers.read { try $0.counts() }.undisclosed == 0)
    }

    @Test(
        "an edit that was cut off is done once, and edits after it are no conflict with it",
        arguments: [Desk.Moment.dossierWritten, .summaryWritten])
    func editing(moment: Desk.Moment) throws {
        let id = try office.open().newContract()
        do {
            let failing = try office.open { if $0 == moment { throw PowerFailure() } }
            #expect(throws: PowerFailure.self) {
                try failing.edit(id, set: [status: code("signed"), end: date("2026-11-30")])
            }
        }
        let desk = try office.open()
        #expect(try said(desk, id)[statusRegister] == [.code(Code(literal: "signed"))])
        #expect(try said(desk, id)[endQuarter] == [.number(20264)])
        try desk.edit(id, set: [status: code("sent"), end: date("2027-02-01")])
        #expect(try said(desk, id)[statusRegister] == [.code(Code(literal: "sent"))])
        #expect(try said(desk, id)[endQuarter] == [.number(20271)])
        #expect(try desk.conflicts().isEmpty)
    }

    @Test("what the hub decided while an edit was cut off is not overwritten by doing it again")
    func hubMeanwhile() throws {
        let id = try office.open().newContract()
        do {
            let failing = try office.open { if $0 == .dossierWritten { throw PowerFailure() } }
            let shown = try #require(try failing.summaries.record(id))
            #expect(throws: PowerFailure.self) {
                try failing.edit(id, set: [status: code("signed")])
            }
            try failing.hearDecision(
                Code(literal: "refused"), of: statusRegister, in: id, shown: shown)
        }
        let desk = try office.open()
        let values = try desk.conflict(statusRegister, of: id).state.versions.map(\.value)
        #expect(Set(values) == [.code(Code(literal: "signed")), .code(Code(literal: "refused"))])
    }

    @Test("an erasure that was cut off is finished at the next opening")
    func erasing() throws {
        let id = try office.open().newContract()
        do {
            let failing = try office.open { if $0 == .dossierErased { throw PowerFailure() } }
            let person = try #require(try failing.record(id).person)
            #expect(throws: PowerFailure.self) { try failing.erase(person: person) }
            #expect(try failing.summaries.record(id) != nil)
        }
        let desk = try office.open()
        #expect(try desk.summaries.record(id) == nil)
        #expect(try desk.summaries.isErased(id))
        #expect(try desk.dossiers.read { try $0.pendingErasures() }.isEmpty)
    }

    @Test("making an office that was interrupted between its files can be done again")
    func creating() throws {
        let other = try Office(makingInterrupted: ())
        try other.create()
        try other.add(referent, roles: ["referent"])
        _ = try other.open().newContract()
    }

    @Test("but dossiers with something in them are never taken for a new office's")
    func creatingOverFull() throws {
        _ = try office.open().newPerson()
        try FileManager.default.removeItem(atPath: office.summariesPath)
        let error = #expect(throws: (any Error).self) {
            try office.create()
        }
        #expect((error as? any Explained)?.code == "store-exists")
    }
}
