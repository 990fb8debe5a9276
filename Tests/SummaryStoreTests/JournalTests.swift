import Charter
import Foundation
import GRDB
import Simulation
import SyncCore
import Testing

@testable import SummaryStore

/// What the journal says of records that left by the hundred.
@Suite struct JournalTests {
    private typealias Line = SummaryStore.Disclosure

    private func journal(
        _ store: SummaryStore, of id: RecordID? = nil, since: Int64 = .min
    ) throws -> [Line] {
        var journal: [Line] = []
        try store.disclosures(of: id, since: since) { journal.append($0) }
        return journal
    }

    private func rows(_ store: SummaryStore) throws -> Int64 {
        try store.read { try Int64.fetchOne($0, sql: "SELECT count(*) FROM disclosure")! }
    }

    @Test func saysEachRecordOfABatchInAFewRows() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let written = try (0..<100).map { _ in
            let id = store.newID()
            let state = try store.write(store.charter.clearedContract(), to: id)
            return Line(at: 7, record: id, content: .fields(state))
        }
        _ = try store.outbox(sendingAt: 7)
        #expect(try journal(store) == written)
        #expect(try rows(store) < 10)
        for line in written.prefix(40) { #expect(try journal(store, of: line.record) == [line]) }
        #expect(try journal(store, since: 8) == [])
        // Sent again, and again with one more: nothing is said twice.
        _ = try store.outbox(sendingAt: 8)
        #expect(try journal(store) == written)
        let late = store.newID()
        let state = try store.write(store.charter.clearedContract(status: "sent"), to: late)
        _ = try store.outbox(sendingAt: 9)
        let more = Line(at: 9, record: late, content: .fields(state))
        #expect(try journal(store) == written + [more])
        let sent = try store.sentRegisters()
        #expect(sent == Self.count(written + [more]))
    }

    private static func count(_ lines: [Line]) -> SentRegisters {
        var sent = SentRegisters()
        for case .fields(let state) in lines.map(\.content) {
            for name in state.fields.keys { sent.add(name, of: state.type) }
        }
        return sent
    }

    @Test func saysALaterValueOnceToo() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        let ids = (0..<20).map { _ in store.newID() }
        var lines: [Line] = []
        for id in ids {
            let state = try store.write(store.charter.clearedContract(), to: id)
            lines.append(Line(at: 1, record: id, content: .fields(state)))
        }
        try bench.sync(store, as: 1)
        let status = FieldName(text: "status")!
        let state = try store.write(store.charter.clearedContract(status: "signed"), to: ids[3])
        lines.append(Line(at: 2, record: ids[3], content: .fields(state.restricted(to: [status]))))
        for second in 2...4 { _ = try store.outbox(sendingAt: Int64(second)) }
        #expect(try journal(store) == lines)
        #expect(try journal(store, of: ids[3]) == [lines[3], lines[20]])
    }

    /// An erased record's values go from the row that it shares with others, and theirs stay.
    @Test func forgetsWhatAnErasedRecordSaid() throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        var lines: [Line] = []
        for n in 0..<12 {
            let id = store.newID()
            let word: StaticString = n == 5 ? "adjourned" : "draft"
            let state = try store.write(store.charter.clearedContract(status: word), to: id)
            lines.append(Line(at: 1, record: id, content: .fields(state)))
        }
        try bench.sync(store, as: 1)
        let packed = [0x69] + Array("adjourned".utf8)
        func files() throws -> [UInt8] {
            try ["", "-wal"].flatMap { end in
                let file = bench.folder.appending(path: "summaries.sqlite\(end)")
                return try [UInt8](Data(contentsOf: file))
            }
        }
        #expect(try files().contains(sequence: packed))
        let id = lines[5].record!
        try store.erase(id)
        #expect(try store.emptyLog())
        #expect(try !files().contains(sequence: packed))
        lines[5] = Line(at: 1, record: nil, content: .erasedSince)
        #expect(try journal(store) == lines)
        #expect(try journal(store, of: id) == [])
        // A record that comes later doesn't take the erased one's place.
        try store.erase(lines[11].record!)
        lines[11] = Line(at: 1, record: nil, content: .erasedSince)
        let late = store.newID()
        let state = try store.write(store.charter.clearedContract(), to: late)
        _ = try store.outbox(sendingAt: 2)
        lines.append(Line(at: 2, record: late, content: .fields(state)))
        #expect(try journal(store).filter { $0.content != .erasure } == lines)
    }
}
