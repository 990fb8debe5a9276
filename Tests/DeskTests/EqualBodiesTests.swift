import Charter
import Desk
import Foundation
import Simulation
import SummaryStore
import SyncCore
import Testing

/// What lies in case files must not show in what is sent, not even by how much, how often or in what
/// order: two offices with equal summaries and different case files send the same bytes.
@Suite("Equal summaries, different case files")
struct EqualBodiesTests {
    @Test func sendTheSameBytesInTheSameOrder() throws {
        // Marks of erasures are drawn from the office's key: two copies of one office have the same.
        let office = try Office()
        let sparse = try requests(of: life(names: "A", text: "", notes: 0), in: office.copy())
        let rich = try requests(
            of: life(names: "CANARI-Nom-Bien-Plus-Long", text: canaries, notes: 12),
            in: office.copy())
        // Not the bytes themselves: a failure would print both.
        let isEqual = sparse == rich
        #expect(isEqual)
        #expect(sparse.count == 4)
        // They say something: a request with nothing in it is far smaller.
        #expect(sparse.allSatisfy { $0.count > 200 })
    }

    /// One event of an office's life, after which it syncs.
    private typealias Event = (Desk) throws -> Void

    /// Two persons with a contract each, edited, one erased: the same in all that leaves.
    private func life(names: String, text: String, notes: Int) -> [Event] {
        let open: Event = { desk in
            let persons = try (1...2).map { try desk.newPerson("\(names)\($0)", names) }
            for person in persons {
                let contract = CaseRecord(type: contractType, values: values(text))
                _ = try desk.add(contract, about: person)
            }
            // Notes come last: identifiers are drawn from the same chance as those of contracts.
            for index in 0..<notes {
                let note = [Code(literal: "body"): CaseValue.text(text)]
                _ = try desk.add(
                    CaseRecord(type: noteType, values: note), about: persons[index % 2])
            }
        }
        let edit: Event = { desk in
            for contract in try contracts(of: desk) {
                let set = [status: code("signed"), actions: CaseValue.text(text + text)]
                try desk.edit(contract.id, set: text.isEmpty ? [status: code("signed")] : set)
            }
        }
        let hide: Event = { desk in
            let contract = try contracts(of: desk)[0]
            try desk.edit(contract.id, set: [themes: .codes([Code(literal: "health")])])
        }
        let erase: Event = { desk in
            let contract = try contracts(of: desk)[1]
            try desk.erase(person: try #require(contract.person))
            try desk.edit(try contracts(of: desk)[0].id, set: [status: code("sent")])
        }
        return [open, edit, hide, erase]
    }

    /// The body of each sync, of an office whose chance is seeded.
    private func requests(of events: [Event], in office: Office) throws -> [[UInt8]] {
        let desk = try office.open(generator: SeededGenerator(seed: 7))
        return try events.map { event in
            try event(desk)
            var exchange = OfficeExchange(
                charterDigest: desk.charter.digest(Office.sha256), sha256: Office.sha256)
            return exchange.request(from: try desk.summaries.outbox()).encoded()
        }
    }

    private func values(_ text: String) -> [Code: CaseValue] {
        var values = usualContract
        values[actions] = text.isEmpty ? nil : .text(text)
        // Another day of the same quarter, another theme of the same domain.
        if !text.isEmpty {
            values[start] = date("2026-03-31")
            values[themes] = .codes([Code(literal: "health"), Code(literal: "training")])
        }
        return values
    }

    private let canaries = String(repeating: "CANARI-TEXTE ", count: 50)
}

private func contracts(of desk: Desk) throws -> [RecordView] {
    try desk.list(type: contractType, limit: .max).records
}
