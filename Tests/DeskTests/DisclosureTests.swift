import Charter
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("What leaves the dossiers, and how")
struct DisclosureTests {
    let office: Office

    init() throws {
        office = try Office()
    }

    @Test("of a contract leaves what the charter says, by its rules, and nothing else")
    func generalised() throws {
        let desk = try office.open()
        let id = try desk.newContract()
        let summary = try #require(try desk.summaries.record(id))
        let said = summary.fields.mapValues { $0.versions.map(\.value) }
        #expect(
            said == [
                FieldName(kind): [.code(Code(literal: "cer"))],
                statusRegister: [.code(Code(literal: "draft"))],
                FieldName(Code(literal: "start-quarter")): [.number(20261)],
                endQuarter: [.number(20263)],
                FieldName(text: "domains/professional")!: [.flag(true)],
                FieldName(text: "domains/social")!: [.flag(true)],
            ])
    }

    @Test("what leaves as it is lives in the shareable store alone, and is shown with the rest")
    func homes() throws {
        let desk = try office.open()
        let id = try desk.newContract()
        let sealed = try #require(try desk.dossiers.read { try $0.record(id) })
        #expect(Set(sealed.record.values.keys) == [start, end, themes, actions])
        #expect(sealed.undisclosed.isEmpty)
        let shown = try desk.record(id)
        #expect(shown.values == usualContract)
        #expect(shown.undecided.isEmpty)
    }

    @Test("no word of a dossier is in the shareable store's file, and persons and notes not at all")
    func canaries() throws {
        let desk = try office.open()
        let contract = try desk.newContract()
        let person = try #require(try desk.record(contract).person)
        _ = try desk.add(
            CaseRecord(type: noteType, values: [Code(literal: "body"): .text("CANARI-NOTE")]),
            about: person)
        #expect(try desk.summaries.recordCount() == 1)
        let bytes = try office.bytes(ofFilesNamed: "summaries")
        #expect(bytes.range(of: Data("CANARI".utf8)) == nil)
        #expect(bytes.range(of: Data("2026-02-10".utf8)) == nil)
        #expect(bytes.range(of: Data(person.bytes)) == nil)
        #expect(try office.bytes(ofFilesNamed: "dossiers").range(of: Data("CANARI".utf8)) == nil)
    }

    @Test("an edit of what stays leaves the summary as it was, byte for byte")
    func staying() throws {
        let desk = try office.open()
        let id = try desk.newContract()
        let before = try desk.summaries.record(id)
        try desk.edit(id, set: [actions: .text("autre chose")])
        #expect(try desk.summaries.record(id) == before)
        // Another day of the same quarter says nothing new either.
        try desk.edit(id, set: [end: date("2026-09-30")])
        #expect(try desk.summaries.record(id) == before)
        #expect(try desk.record(id).values[end] == date("2026-09-30"))
    }

    @Test("an edit writes the registers that it changes, over what was there")
    func editing() throws {
        let desk = try office.open()
        let id = try desk.newContract()
        let before = try #require(try desk.summaries.record(id))
        try desk.edit(id, set: [status: code("signed"), end: date("2026-11-30")])
        let after = try #require(try desk.summaries.record(id))
        let changed = after.fields.keys.filter { after[$0] != before[$0] }
        #expect(Set(changed) == [statusRegister, endQuarter])
        #expect(after[statusRegister].versions.map(\.value) == [.code(Code(literal: "signed"))])
        #expect(after[endQuarter].versions.map(\.value) == [.number(20264)])
        #expect(try desk.edit(id, set: [status: code("signed")]) == false)
    }

    @Test("an emptied field is withdrawn")
    func emptying() throws {
        let desk = try office.open()
        let id = try desk.newContract()
        try desk.edit(id, set: [:], remove: [end, status])
        #expect(try desk.reading(endQuarter, of: id) == .settled(.withdrawn))
        #expect(try desk.reading(statusRegister, of: id) == .settled(.withdrawn))
        let shown = try desk.record(id)
        #expect(shown.values[end] == nil && shown.values[status] == nil)
    }

    @Test("what the charter doesn't accept is refused before anything is written")
    func refused() throws {
        let desk = try office.open()
        let id = try desk.newContract()
        let before = try desk.summaries.record(id)
        for (name, value, rule) in [
            (status, code("lost"), "code/outside-list"),
            (Code(literal: "iris-scan"), code("x"), "field/undeclared"),
            (start, code("x"), "value/wrong-type"),
        ] {
            let error = #expect(throws: CaseRefusal.self) {
                try desk.edit(id, set: [name: value, actions: .text("changed")])
            }
            #expect(error?.findings.map(\.field) == [name])
            #expect(error?.findings.map(\.rule.rawValue) == [rule])
        }
        #expect(try desk.record(id).values == usualContract)
        #expect(try desk.summaries.record(id) == before)
    }

    @Test("a record erased at the hub stays erased, and its dossier goes on")
    func erasedSummary() throws {
        let desk = try office.open()
        let id = try desk.newContract()
        try desk.summaries.erase(id)
        try desk.edit(id, set: [end: date("2027-01-31"), actions: .text("suite")])
        #expect(try desk.summaries.record(id) == nil)
        #expect(try desk.record(id).values[actions] == .text("suite"))
        #expect(try desk.dossiers.read { try $0.counts() }.undisclosed == 0)
    }
}
