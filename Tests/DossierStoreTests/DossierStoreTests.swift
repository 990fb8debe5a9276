import Charter
import DossierStore
import Foundation
import GRDB
import SyncCore
import Testing

@Suite("Records in their folders")
struct DossierStoreTests {
    let scratch: Scratch
    let store: DossierStore

    init() throws {
        scratch = try Scratch()
        store = try scratch.newStore()
    }

    @Test("a record of every kind of value comes back as it was, from another opening too")
    func roundTrip() throws {
        let values: [Code: CaseValue] = [
            Code(literal: "text"): .text("Élan — « 3 pièces »\n\u{1F3E0}"),
            Code(literal: "empty"): .text(""),
            Code(literal: "start"): .date(CivilDate(year: 2026, month: 2, day: 28)!),
            Code(literal: "count"): .number(-12),
            Code(literal: "flag"): .flag(false),
            Code(literal: "kind"): .code(Code(literal: "cer")),
            Code(literal: "themes"): .codes([Code(literal: "housing"), Code(literal: "health")]),
            Code(literal: "none"): .codes([]),
        ]
        var note = DossierRecord(
            id: id(5), person: id(1), record: CaseRecord(type: noteType, values: values),
            undisclosed: [Code(literal: "start"), Code(literal: "themes")])
        note.shown = [1, 2, 3]
        try store.write { dossiers in
            try dossiers.add(person(1))
            try dossiers.add(note)
        }
        let again = try scratch.open()
        let read = try #require(try again.read { try $0.record(id(5)) })
        #expect(read.record == note.record)
        #expect(read.undisclosed == note.undisclosed)
        #expect(read.shown == [1, 2, 3])
        #expect(read.person == id(1))
        #expect(read.revision == 1)
    }

    @Test("a folder lists what lies in it in order, whole or by type")
    func listing() throws {
        try store.write { dossiers in
            try dossiers.add(person(1))
            try dossiers.add(contract(30, of: 1))
            try dossiers.add(contract(20, of: 1))
            try dossiers.add(person(2))
            try dossiers.add(contract(10, of: 2))
        }
        try store.read { dossiers in
            #expect(try dossiers.records(of: id(1)).map(\.id) == [id(1), id(30), id(20)])
            #expect(
                try dossiers.records(of: id(1), type: contractType).map(\.id) == [id(30), id(20)])
            #expect(try dossiers.records(of: id(9)).isEmpty)
            var seen: [RecordID] = []
            try dossiers.forEach(type: contractType) { record in
                seen.append(record.id)
                return seen.count < 2
            }
            #expect(seen == [id(30), id(20)])
            #expect(
                try dossiers.counts() == DossierCounts(persons: 2, records: 5, undisclosed: 0))
        }
    }

    @Test("what is undisclosed is found until it is written as disclosed")
    func undisclosed() throws {
        let kind: Set = [Code(literal: "kind")]
        try store.write { dossiers in
            try dossiers.add(person(1))
            for number: UInt in 11...15 {
                try dossiers.add(contract(number, of: 1, undisclosed: number == 12 ? [] : kind))
            }
        }
        let first = try store.read { try $0.undisclosed(limit: 2) }
        #expect(first.map(\.id) == [id(11), id(13)])
        try store.write { dossiers in
            for var record in first {
                record.undisclosed = []
                try dossiers.update(record)
            }
        }
        #expect(try store.read { try $0.undisclosed(limit: 9) }.map(\.id) == [id(14), id(15)])
        #expect(
            try store.read { try $0.undisclosed(after: id(14), limit: 9) }.map(\.id) == [id(15)])
    }

    @Test("a write from an older reading is refused and changes nothing")
    func changedMeanwhile() throws {
        try store.write { dossiers in
            try dossiers.add(person(1))
            try dossiers.add(contract(11, of: 1))
        }
        var mine = try #require(try store.read { try $0.record(id(11)) })
        let other = try scratch.open()
        try other.write { dossiers in
            var theirs = try #require(try dossiers.record(id(11)))
            theirs.record.values[Code(literal: "kind")] = .code(Code(literal: "ce"))
            try dossiers.update(theirs)
        }
        mine.record.values[Code(literal: "kind")] = .code(Code(literal: "rmi"))
        #expect(refusal { try store.write { _ = try $0.update(mine) } } == "record-changed")
        let now = try #require(try store.read { try $0.record(id(11)) })
        #expect(now.record.values == [Code(literal: "kind"): .code(Code(literal: "ce"))])
        #expect(now.revision == 2)
    }

    @Test("a transaction that fails leaves nothing behind")
    func rollback() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try store.write { dossiers in
                try dossiers.add(person(1))
                try dossiers.add(contract(11, of: 1))
                throw Stop()
            }
        }
        #expect(
            try store.read { try $0.counts() }
                == DossierCounts(persons: 0, records: 0, undisclosed: 0))
        #expect(
            refusal { try store.write { _ = try $0.add(contract(11, of: 1)) } } == "person-unknown")
    }

    @Test("an identifier is used once")
    func duplicate() throws {
        try store.write { _ = try $0.add(person(1)) }
        #expect(refusal { try store.write { _ = try $0.add(person(1)) } } == "record-exists")
        try store.write { _ = try $0.add(person(2)) }
        #expect(
            refusal { try store.write { _ = try $0.add(contract(1, of: 2)) } } == "record-exists")
        #expect(try store.read { try $0.records(of: id(2)) }.count == 1)
    }

    @Test("the first digits of an identifier find it")
    func prefixes() throws {
        let first = RecordID("3f2a0000000000000000000000000001")!
        let second = RecordID("3f2b0000000000000000000000000002")!
        try store.write { dossiers in
            for id in [first, second] {
                try dossiers.add(
                    DossierRecord(id: id, person: id, record: CaseRecord(type: personType)))
            }
        }
        func found(_ digits: String, limit: Int = 9) throws -> [RecordID] {
            try store.read { try $0.identifiers(startingWith: digits, limit: limit) }
        }
        #expect(try found("3f") == [first, second])
        #expect(try found("3f", limit: 1) == [first])
        #expect(try found("3F2B") == [second])
        #expect(try found(first.description) == [first])
        #expect(try found("xyz") == [])
        #expect(try found(first.description + "0") == [])
    }

    @Test("an erased person is gone, and the identifiers of what left wait for the summaries")
    func erasure() throws {
        try store.write { dossiers in
            try dossiers.add(person(1))
            try dossiers.add(contract(11, of: 1))
            try dossiers.add(person(2))
        }
        try store.write { _ = try $0.erase(person: id(1), summarised: [contractType]) }
        #expect(try store.read { try $0.record(id(11)) }?.id == nil)
        #expect(try store.read { try $0.counts() }.persons == 1)
        #expect(try store.read { try $0.pendingErasures() } == [id(11)])
        try store.write { try $0.confirmErasure(of: [id(11)]) }
        #expect(try store.read { try $0.pendingErasures() } == [])
        #expect(
            refusal {
                try store.write { _ = try $0.erase(person: id(1), summarised: [contractType]) }
            } == "person-unknown")
    }

    @Test("nine months of a département go in as one transaction")
    func bulk() throws {
        try store.write { dossiers in
            for number: UInt in 1...3_000 { try dossiers.add(person(number)) }
            for number: UInt in 0..<8_594 {
                try dossiers.add(
                    contract(
                        10_000 + number, of: 1 + number % 3_000,
                        undisclosed: [Code(literal: "kind")]))
            }
        }
        #expect(
            try store.read { try $0.counts() }
                == DossierCounts(persons: 3_000, records: 11_594, undisclosed: 8_594))
        var count = 0
        try store.read { dossiers in
            try dossiers.forEach(type: contractType) { _ in
                count += 1
                return true
            }
        }
        #expect(count == 8_594)
    }
}
