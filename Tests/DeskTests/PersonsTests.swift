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
        #expect(try desk.find(name: "lefe", for: .ownScreen).persons.map(\.id) == [leo, zoe])
        #expect(try desk.find(name: "ZOE lefevre", for: .ownScreen).persons.map(\.id) == [zoe])
        #expect(try desk.find(name: "nguyen", for: .ownScreen).persons.isEmpty)
        #expect(try desk.find(name: "n guyen", for: .ownScreen).persons.map(\.id) == [zoe])
        #expect(try desk.find(name: "santos", for: .ownScreen).persons.map(\.id) == [ana])
        #expect(try desk.find(name: "  ", for: .ownScreen).persons.isEmpty)
        #expect(try desk.find(name: "lefe", for: .ownScreen).more == false)
    }

    @Test("a search gives twenty persons at most, and says that there are more")
    func bounded() throws {
        for number in 1...25 { _ = try desk.newPerson("Martin", "Prénom\(number)") }
        let matches = try desk.find(name: "martin", for: .ownScreen)
        #expect(matches.persons.count == Desk.matchLimit)
        #expect(matches.more)
    }

    @Test("a folder lists all that is kept about a person")
    func folder() throws {
        let contract = try desk.newContract()
        let person = try #require(try desk.record(contract).person)
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
        let person = try #require(try desk.record(contract).person)
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

    private let personType = Code(literal: "person")

    private func imported(_ family: String, _ more: [Code: CaseValue] = [:]) -> CaseRecord {
        let names: [Code: CaseValue] = [familyName: .text(family), givenName: .text("Zoé")]
        return CaseRecord(type: personType, values: names.merging(more) { $1 })
    }

    @Test("an import comes in whole or not at all")
    func importing() throws {
        let contract = CaseRecord(type: contractType, values: usualContract)
        #expect(throws: PowerFailure.self) {
            try desk.importing { intake in
                try intake.take(person: imported("A"), key: nil, attached: [contract])
                throw PowerFailure()
            }
        }
        #expect(try desk.dossiers.read { try $0.counts() }.records == 0)
        #expect(try desk.summaries.recordCount() == 0)
    }

    @Test("of a person with a refused record nothing is written, and the import goes on")
    func importingRefused() throws {
        let contract = CaseRecord(type: contractType, values: usualContract)
        let refused = CaseRecord(type: contractType, values: [status: code("lost")])
        let tally = try desk.importing { intake in
            #expect(throws: CaseRefusal.self) {
                try intake.take(person: imported("A"), key: nil, attached: [contract, refused])
            }
            try intake.take(person: imported("B"), key: nil, attached: [contract])
            return intake.tally
        }
        #expect(tally.newPersons == 1 && tally.newRecords == 1)
        #expect(try desk.find(name: "A", for: .ownScreen).persons.isEmpty)
        #expect(try desk.find(name: "B", for: .ownScreen).persons.count == 1)
    }

    @Test("the same file again adds nothing, and never replaces what a dossier says")
    func importingAgain() throws {
        let birth = Code(literal: "birth-date")
        let commune = Code(literal: "commune")
        let number = Code(literal: "caf-number")
        let contract = CaseRecord(type: contractType, values: usualContract)
        let file = [
            imported("Durand", [birth: date("1980-05-04"), number: .text("123")]),
            imported("Petit", [number: .text("123")]),
            imported("Seul"),
        ]
        func take(_ persons: [CaseRecord]) throws -> Desk.IntakeTally {
            try desk.importing { intake in
                for person in persons {
                    try intake.take(person: person, key: nil, attached: [contract])
                }
                return intake.tally
            }
        }
        let first = try take(file)
        #expect(first.newPersons == 3 && first.newRecords == 3)
        let durand = try #require(try desk.find(name: "durand", for: .ownScreen).persons.first)
        try desk.edit(durand.id, set: [number: .text("999")])

        let again = try take(
            file.map { person in
                var person = person
                person.values[commune] = code("93008")
                return person
            })
        #expect(again.newPersons == 0 && again.knownPersons == 3)
        #expect(again.newRecords == 0 && again.knownRecords == 3)
        #expect(again.differing == 1)
        let after = try desk.record(durand.id)
        #expect(after.values[number] == .text("999"))
        #expect(after.values[commune] == code("93008"))
        #expect(try desk.dossiers.read { try $0.counts() }.records == 6)
    }

    @Test("rows with one key are one person")
    func importingKeys() throws {
        let other = CaseRecord(
            type: contractType, values: usualContract.merging([kind: code("ce")]) { $1 })
        let tally = try desk.importing { intake in
            for attached in [CaseRecord(type: contractType, values: usualContract), other] {
                try intake.take(person: imported("Durand"), key: "17", attached: [attached])
            }
            return intake.tally
        }
        #expect(tally.newPersons == 1 && tally.knownPersons == 0 && tally.newRecords == 2)
    }

    @Test("an import of more than one batch is disclosed to its end, and says how far it is")
    func bulk() throws {
        var progress: [Int] = []
        let contracts = ["rmi", "cer", "ce"].map { kind in
            CaseRecord(
                type: contractType,
                values: usualContract.merging([Code(literal: "kind"): code(kind)]) { $1 })
        }
        try desk.importing { intake in
            for number in 0..<400 {
                try intake.take(person: imported("N\(number)"), key: nil, attached: contracts)
            }
        } disclosing: {
            progress.append($0)
        }
        let counts = try desk.dossiers.read { try $0.counts() }
        #expect(counts.records == 1_600)
        #expect(counts.undisclosed == 0)
        #expect(try desk.summaries.recordCount() == 1_200)
        #expect(progress == [500, 1_000, 1_200])
        #expect(counts.persons == 400)
    }
}
