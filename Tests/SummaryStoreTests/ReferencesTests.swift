import GRDB
import Simulation
import SyncCore
import Testing

@testable import SummaryStore

/// How an office names what it changed, and when it doesn't.
@Suite struct ReferencesTests {
    private let status = FieldName(text: "status")!

    private func write(_ word: StaticString, to ids: [RecordID], in store: SummaryStore) throws {
        for id in ids {
            _ = try store.write(store.charter.clearedContract(status: word), to: id)
        }
    }

    @Test func anEditGoesAsAPart() throws {
        let bench = try OfficeBench()
        let store = try bench.office("one")
        let ids = [store.newID(), store.newID()]
        try write("draft", to: ids, in: store)
        try bench.sync(store, as: 1)
        try write("signed", to: [ids[0]], in: store)
        let outbox = try store.outbox()
        #expect(outbox.referenceBitCount == 24)
        #expect(outbox.offers.map(\.isWhole) == [false])
        #expect(outbox.offers.map(\.fields.shape.names) == [[status]])
        try bench.sync(store, as: 1)
        #expect(try bench.hub.records[ids[0]] == store.record(ids[0]).map { PackedRecord($0) })
    }

    @Test func referencesGrowWithTheStore() throws {
        let bench = try OfficeBench()
        let store = try bench.office("one")
        let ids = [store.newID(), store.newID()]
        try write("draft", to: [ids[0]], in: store)
        try bench.sync(store, as: 1)
        // The second is the 65,536th: no record gets the key of one that the journal tells of.
        try store.write {
            try $0.execute(sql: "INSERT INTO disclosure (at, record) VALUES (9, 65535)")
        }
        try write("signed", to: [ids[0]], in: store)
        #expect(try store.outbox().referenceBitCount == 24)
        try write("draft", to: [ids[1]], in: store)
        let outbox = try store.outbox()
        #expect(outbox.referenceBitCount == 25)
        #expect(outbox.offers.map(\.isWhole) == [false, true])
        #expect(try bench.sync(store, as: 1) == 1)
        for id in ids {
            #expect(try bench.hub.records[id] == store.record(id).map { PackedRecord($0) })
        }
    }

    @Test func aRecordWhoseReferenceAnotherHasIsOfferedWhole() throws {
        let bench = try OfficeBench()
        let store = try bench.office("one")
        let first = store.newID()
        let alike = [first, RecordID(bits: first.bits ^ 1)]
        let other = RecordID(bits: first.bits ^ 1 << 127)
        try write("draft", to: alike + [other], in: store)
        try bench.sync(store, as: 1)
        try write("signed", to: alike + [other], in: store)
        let offers = try store.outbox().offers
        #expect(offers.map(\.id) == alike + [other])
        #expect(offers.map(\.isWhole) == [true, true, false])
        #expect(try offers[0].fields == store.record(first).map { PackedRecord($0) })
        // Nothing had to be asked again.
        #expect(try bench.sync(store, as: 1) == 1)
        #expect(try store.outbox().isEmpty)
    }

    @Test func anErasedRecordOfTheSameReferenceCountsToo() throws {
        let bench = try OfficeBench()
        let store = try bench.office("one")
        let first = store.newID()
        let alike = [first, RecordID(bits: first.bits ^ 1)]
        try write("draft", to: alike, in: store)
        try bench.sync(store, as: 1)
        try store.erase(alike[1])
        try bench.sync(store, as: 1)
        try write("signed", to: [first], in: store)
        #expect(try store.outbox().offers.map(\.isWhole) == [true])
    }

    @Test func aFieldThatBothSidesWroteIsAConflictAllTheSame() throws {
        let bench = try OfficeBench()
        let (one, other) = (try bench.office("one"), try bench.office("other"))
        let ids = (0..<40).map { _ in one.newID() }
        try write("draft", to: ids, in: one)
        try bench.sync(one, as: 1)
        for id in ids { bench.share(id, with: 2) }
        try bench.sync(other, as: 2)
        try write("signed", to: ids, in: one)
        try write("terminated", to: [ids[3]], in: other)
        try bench.sync(one, as: 1)
        try bench.sync(other, as: 2)
        try bench.sync(one, as: 1)
        for store in [one, other] {
            #expect(try store.conflicts().map(\.record) == [ids[3]])
            #expect(try store.outbox().isEmpty)
        }
        #expect(try one.partDigest() == other.partDigest())
    }

    @Test func aFieldWrittenInTwoSittingsArrives() throws {
        let bench = try OfficeBench()
        var store = try bench.office("one")
        let id = store.newID()
        try write("draft", to: [id], in: store)
        try bench.sync(store, as: 1)
        for word in ["signed", "terminated"] as [StaticString] {
            try store.close()
            store = try bench.open("one")
            try write(word, to: [id], in: store)
        }
        #expect(try bench.sync(store, as: 1) == 2)
        #expect(try bench.hub.records[id] == store.record(id).map { PackedRecord($0) })
    }
}
