import Charter
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore
import Testing

@Suite("Persons: found by name, and erased")
struct PersonsTests {
    let office: Office
    let desk: Desk

    init() throws {
        office = try Office()
        desk = try office.open()
    }

    @Test("accents, capitals and the rest of the name don't matter to a search")
    func finding() throws {
        let zoe = try desk.newPerson("Lefèvre-N'Guyen", "Zoé")
        let leo = try desk.newPerson("Lefebvre", "Léo")
        let ana = try desk.newPerson("Dos Santos", "Ana")
        #expect(try desk.find(name: "lefe").persons.map(\.id) == [leo, zoe])
        #expect(try desk.find(name: "ZOE lefevre").persons.map(\.id) == [zoe])
        #expect(try desk.find(name: "nguyen").persons.isEmpty)
        #expect(try desk.find(name: "n guyen").persons.map(\.id) == [zoe])
        #expect(try desk.find(name: "santos").persons.map(\.id) == [ana])
        #expect(try desk.find(name: "  ").persons.isEmpty)
        #expect(try desk.find(name: "lefe").more == false)
    }

    @Test("a search gives twenty persons at most, and says that there are more")
    func bounded() throws {
        for number in 1...25 { _ = try desk.newPerson("Martin", "Prénom\(number)") }
        let matches = try desk.find(name: "martin")
        #expect(matches.persons.count == Desk.matchLimit)
        #expect(matches.more)
    }

    @Test("a folder lists all that is kept about a person")
    func folder() throws {
        let contract = try desk.newContract()
        let person = try desk.record(contract).person
        let note = try desk.add(
            CaseRecord(type: noteType, values: [Code(literal: "body"): .text("Visite")]),
            about: person)
        #expect(try desk.folder(of: person).map(\.id) == [person, contract, note])
        #expect(try desk.record(note, type: noteType).values.count == 1)
    }

    @Test("an unknown, ambiguous or misplaced identifier is refused by name")
    func identifiers() throws {
        let contract = try desk.newContract()
        let digits = contract.description
        #expect(try desk.identifier(startingWith: String(digits.prefix(16))) == contract)
        #expect(throws: DeskError.ambiguousRecord(digits: "")) {
            try desk.identifier(startingWith: "")
        }
        #expect(throws: DeskError.unknownRecord(digits: "…")) {
            try desk.identifier(startingWith: "Zoé Lefèvre")
        }
        #expect(throws: DeskError.otherType(contract, expected: noteType)) {
            try desk.record(contract, type: noteType)
        }
        #expect(throws: DeskError.unknownRecord(digits: contract.description)) {
            try desk.folder(of: contract)
        }
    }

    @Test("an erased person leaves nothing but the identifiers of what left")
    func erasing() throws {
        let contract = try desk.newContract()
        let person = try desk.record(contract).person
        let note = try desk.add(
            CaseRecord(type: noteType, values: [Code(literal: "body"): .text("Visite")]),
            about: person)
        let other = try desk.newContract()
        #expect(try desk.erase(person: person) == 1)
        #expect(throws: DeskError.unknownRecord(digits: person.description)) {
            try desk.folder(of: person)
        }
        #expect(try desk.summaries.isErased(contract))
        // Of the note and the person nothing ever left, so nothing tells that they were.
        #expect(try !desk.summaries.isErased(note))
        #expect(try !desk.summaries.isErased(person))
        #expect(try desk.record(other).values == usualContract)
        #expect(try desk.summaries.status().erasuresWaiting == 1)
    }

    @Test("an import comes in whole or not at all")
    func importing() throws {
        #expect(throws: CaseRefusal.self) {
            try desk.importing { intake in
                let person = try intake.add(
                    CaseRecord(type: Code(literal: "person"), values: [familyName: .text("A")]))
                try intake.add(CaseRecord(type: contractType, values: usualContract), about: person)
                try intake.add(
                    CaseRecord(type: contractType, values: [status: code("lost")]), about: person)
            }
        }
        #expect(try desk.dossiers.read { try $0.counts() }.records == 0)
        #expect(try desk.summaries.status().records == 0)
    }

    @Test("an import of more than one batch is disclosed to its end, and says how far it is")
    func bulk() throws {
        var progress: [Int] = []
        try desk.importing { intake in
            for number in 0..<300 {
                let person = try intake.add(
                    CaseRecord(
                        type: Code(literal: "person"), values: [familyName: .text("N\(number)")]))
                for _ in 0..<4 {
                    try intake.add(
                        CaseRecord(type: contractType, values: usualContract), about: person)
                }
            }
        } disclosing: {
            progress.append($0)
        }
        let counts = try desk.dossiers.read { try $0.counts() }
        #expect(counts.records == 1_500)
        #expect(counts.undisclosed == 0)
        #expect(try desk.summaries.status().records == 1_200)
        #expect(progress == [500, 1_000, 1_200])
    }
}
