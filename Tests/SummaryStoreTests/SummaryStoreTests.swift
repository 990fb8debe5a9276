import Charter
import Foundation
import Simulation
import SyncCore
import Testing

@testable import SummaryStore

@Suite struct SummaryStoreTests {
    private let status = FieldName(text: "status")!

    @Test func whatIsWrittenWaitsForTheHub() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let id = store.newID()
        let written = try store.write(store.charter.clearedContract(), to: id)
        #expect(try store.record(id) == written)
        #expect(written[status].reading(.ask) == .settled(.code(Code(literal: "draft"))))
        #expect(try store.recordCount() == 1)
        #expect(
            try store.status()
                == .init(
                    waiting: 1, erasuresWaiting: 0, quarantined: 0, inConflict: 0, lastSync: nil))
        #expect(try store.outbox().offers.map(\.id) == [id])
        #expect(try store.checkInvariants())
    }

    @Test func disclosingTwiceWritesOnce() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let id = store.newID()
        let first = try store.write(store.charter.clearedContract(), to: id)
        try bench.sync(store, as: 1)
        #expect(try store.write(store.charter.clearedContract(), to: id) == first)
        #expect(try store.outbox().isEmpty)
        _ = try store.write(store.charter.clearedContract(status: "signed"), to: id)
        let offer = try store.outbox().offers[0]
        #expect(offer.fields.shape.names == [status])
    }

    @Test func eachOpeningWritesUnderAnActorOfItsOwn() throws {
        let bench = try OfficeBench()
        var actors: Set<ActorID> = []
        try bench.office("summaries.sqlite").close()
        for word: StaticString in ["draft", "signed", "sent"] {
            let store = try bench.open("summaries.sqlite")
            let id = store.newID()
            let state = try store.write(store.charter.clearedContract(status: word), to: id)
            actors.insert(state[status].versions[0].dot.actor)
            try store.close()
        }
        #expect(actors.count == 3)
    }

    @Test func anErasedRecordIsGoneFromEveryByteOfTheFileAndTheJournal() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let id = store.newID()
        _ = try store.write(store.charter.clearedContract(status: "adjourned"), to: id)
        try bench.sync(store, as: 1)
        try store.erase(id)
        #expect(try store.record(id) == nil)
        #expect(throws: SummaryRefusal.erased) {
            _ = try store.write(store.charter.clearedContract(), to: id)
        }
        try bench.sync(store, as: 1)
        #expect(bench.hub.records.isEmpty && bench.hub.erased == [id])
        var journal: [SummaryStore.Disclosure] = []
        try store.disclosures { journal.append($0) }
        #expect(journal.map(\.content) == [.erasedSince, .erasure])
        try store.close()
        let bytes = try [UInt8](Data(contentsOf: bench.folder.appending(path: "summaries.sqlite")))
        // The word is also in the charter, which the file keeps; a state packs it with its length.
        let packed = [0x69] + Array("adjourned".utf8)
        #expect(!bytes.contains(sequence: packed))
    }

    @Test func theJournalHasEachValueOnceHoweverOftenItWasSent() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let id = store.newID()
        let state = try store.write(store.charter.clearedContract(), to: id)
        for _ in 0..<3 { try bench.sync(store, as: 1, losing: .answer) }
        try bench.sync(store, as: 1)
        var journal: [SummaryStore.Disclosure] = []
        try store.disclosures { journal.append($0) }
        #expect(journal == [.init(at: 1, record: id, content: .fields(state))])
    }

    @Test func aFieldInConflictIsNotOverwrittenByWhoWasNotShownIt() throws {
        let bench = try OfficeBench()
        let (one, other) = (try bench.office("one"), try bench.office("other"))
        let id = try bench.collide(one, other)
        #expect(throws: SummaryRefusal.undecided(status)) {
            _ = try one.write(one.charter.clearedContract(status: "refused"), to: id)
        }
    }
}
