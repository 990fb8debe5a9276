import Charter
import Dispatch
import Foundation
import GRDB
import Simulation
import StoreFile
import SyncCore
import Synchronization
import Testing

@testable import HubStore

/// Many transactions that share commits are as if each had been alone.
@Suite("Group commit", .serialized)
struct GroupCommitTests {
    /// What one thread wants: to move the counter on by one and to write records of an office.
    private struct Errand: Sendable {
        let number: Int
        let office: OfficeNumber
        let records: [RecordID: PackedRecord]
        let erased: RecordID?
        /// At which step it fails, if it does.
        let failure: Int?

        /// - Returns: where in the order of all this one came, by the counter that it found.
        func carryOut(_ writer: any HubWriter, counter: RecordID) throws -> Int64 {
            if failure == 0 { throw Failure(errand: number) }
            let found = try writer.find(HubReads(ids: [counter]), for: office).rows[counter]?.state
            var count: Int64 = 0
            if case .number(let number)? = found?.values.first { count = number }
            try writer.put([(counter, Self.counting(count + 1))], listing: [:])
            if failure == 1 { throw Failure(errand: number) }
            if let erased { try writer.erase(erased) }
            if failure == 2 { throw Failure(errand: number) }
            let states = records.sorted { $0.key < $1.key }.map { (id: $0.key, state: $0.value) }
            try writer.put(states, listing: [office: states.map(\.id)])
            if failure == 3 { throw Failure(errand: number) }
            return count + 1
        }

        private static func counting(_ count: Int64) -> PackedRecord {
            let dot = Dot(actor: ActorID(bits: 1), n: UInt64(count))
            var state = RecordState(type: HubFixture.contract)
            let field = FieldName(text: "renewals")!
            state.write(.number(count), to: field, dot: dot, shown: state[field])
            return PackedRecord(state)
        }
    }

    private struct Failure: Error, Equatable {
        let errand: Int
    }

    private static let counter = RecordID(bits: 1)
    private static let errandsOfThread = 12
    private static let threads = 12

    private func errands(
        _ offices: [OfficeNumber], using generator: inout SeededGenerator
    ) -> [Errand] {
        var written: [RecordID] = []
        return (0..<Self.threads * Self.errandsOfThread).map { number in
            var records: [RecordID: PackedRecord] = [:]
            for _ in 0...generator.below(4) {
                var state = RecordState(type: HubFixture.contract)
                let field = FieldName(text: "status")!
                state.write(
                    .code("draft"), to: field,
                    dot: Dot(actor: ActorID(using: &generator), n: 1), shown: state[field])
                let id = RecordID(using: &generator)
                records[id] = PackedRecord(state)
                written.append(id)
            }
            return Errand(
                number: number, office: offices[generator.below(offices.count)], records: records,
                erased: generator.below(8) == 0 ? RecordID(using: &generator) : nil,
                failure: generator.below(3) == 0 ? generator.below(4) : nil)
        }
    }

    @Test(arguments: [1, 2, 3, 4])
    func isAsIfEachHadBeenAlone(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let hub = try HubFixture(seed: seed)
        let offices = try (1...5).map { try hub.office("Office \($0)").number }
        let errands = errands(offices, using: &generator)
        let ends = Mutex<[Int: Result<Int64, any Error>]>([:])
        let store = hub.store
        Self.together(Self.threads) { thread in
            for errand in errands.dropFirst(thread * Self.errandsOfThread)
                .prefix(Self.errandsOfThread)
            {
                let end = Result {
                    try store.write { try errand.carryOut($0, counter: Self.counter) }
                }
                ends.withLock { $0[errand.number] = end }
            }
        }
        let ended = ends.withLock { $0 }
        var order: [(place: Int64, errand: Errand)] = []
        for errand in errands {
            switch try #require(ended[errand.number], "seed \(seed)") {
            case .success(let place):
                #expect(errand.failure == nil, "seed \(seed)")
                order.append((place, errand))
            case .failure(let error):
                #expect(errand.failure != nil, "seed \(seed)")
                #expect(error as? Failure == Failure(errand: errand.number), "seed \(seed)")
            }
        }
        order.sort { $0.place < $1.place }
        // Each saw all that came before it, and nothing that was undone.
        #expect(order.map(\.place) == Array(1...Int64(order.count)), "seed \(seed)")
        #expect(try hub.channelFaults() == [], "seed \(seed)")

        let alone = try HubFixture(seed: seed)
        for number in 1...5 { _ = try alone.office("Office \(number)") }
        for (_, errand) in order {
            _ = try alone.store.write { try errand.carryOut($0, counter: Self.counter) }
        }
        // But for the tags, which are random.
        #expect(
            try hub.dump().filter { $0.key != "tag" } == alone.dump().filter { $0.key != "tag" },
            "seed \(seed)")
    }

    @Test func thoseWhoComeMeanwhileShareOneCommit() throws {
        let hub = try HubFixture()
        let office = try hub.office("CSS Bobigny").number
        let store = try hub.patientStore()
        let ends = try store.together(9) { _, writer in
            try Self.putNewRecord(of: office, writer)
            return try writer.head(of: office).seq
        }
        #expect(try ends.map { try $0.get() }.sorted() == Array(1...9))
        #expect(store.commitCounts.writes == 9)
        #expect(store.commitCounts.commits == 1)
        try store.close()
        try hub.reopen()
        #expect(try hub.part(of: office).count == 9)
        #expect(try hub.channelFaults() == [])
    }

    @Test func aGroupIsNoLargerThanItMayBe() throws {
        let hub = try HubFixture()
        let store = try SQLiteHub(
            at: hub.path, random: { 5 }, commitGroups: CommitGroupLimits(writes: 1))
        defer { try? store.close() }
        let before = store.commitCounts
        Self.together(6) { _ in
            for _ in 0..<5 { _ = try? store.write { try $0.erase(RecordID(bits: 77)) } }
        }
        #expect(store.commitCounts.writes - before.writes == 30)
        #expect(store.commitCounts.commits - before.commits == 30)
    }

    @Test func aFullDiskFailsAllOfAGroupAndStoresNothingOfIt() throws {
        let hub = try HubFixture()
        let office = try hub.office("CSS Bobigny").number
        try hub.store.write { try Self.putNewRecord(of: office, $0) }
        let before = try hub.dump()
        let store = try hub.patientStore()
        defer { try? store.close() }
        let pages = try store.pool.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        try store.limitPages(to: pages + 64)
        let ends = try store.together(6) { number, writer in
            // The last wants more than there is room for.
            for _ in 0..<(number < 5 ? 1 : 20_000) {
                try Self.putNewRecord(of: office, writer)
            }
            return UInt64(number)
        }
        let kinds = ends.map { end in
            #expect(throws: StoreError.self) { try end.get() }?.kind
        }
        #expect(kinds == Array(repeating: .full, count: 6))
        #expect(try hub.dump() == before)
        #expect(store.commitCounts == CommitCounts())
        try store.limitPages(to: 1 << 30)
        try store.write { try Self.putNewRecord(of: office, $0) }
        #expect(try hub.part(of: office).count == 2)
        #expect(try hub.channelFaults() == [])
    }

    @Test func oneThatFailsIsUndoneAloneInTheMidstOfItsGroup() throws {
        let hub = try HubFixture()
        let office = try hub.office("CSS Bobigny").number
        let store = try hub.patientStore()
        let ends = try store.together(9) { number, writer in
            try Self.putNewRecord(of: office, writer)
            if number == 4 { throw Failure(errand: 4) }
            return UInt64(number)
        }
        for (number, end) in ends.enumerated() {
            if number == 4 {
                #expect(throws: Failure(errand: 4)) { try end.get() }
            } else {
                #expect(try end.get() == number)
            }
        }
        #expect(store.commitCounts.writes == 8)
        #expect(store.commitCounts.commits == 1)
        try store.close()
        try hub.reopen()
        #expect(try hub.part(of: office).count == 8)
        #expect(try hub.channelFaults() == [])
    }

    /// A server that commits group after group would have the store again before who looks for it
    /// now and then: an admin's command could wait for seconds.
    @Test func anotherProgramGetsItsTurnAfterTheGroupUnderWay() throws {
        let hub = try HubFixture()
        let office = try hub.office("CSS Bobigny").number
        let (server, other) = (hub.store, try SQLiteHub(at: hub.path, random: { 5 }))
        defer { try? other.close() }
        let isOver = Atomic(false)
        let commits = Mutex<[UInt64]>([])
        let failure = Mutex<(any Error)?>(nil)
        Self.together(5) { thread in
            do {
                if thread > 0 {
                    while !isOver.load(ordering: .relaxed) {
                        try server.write { try $0.note(exchangeOf: office, on: "2026-10-01") }
                    }
                    return
                }
                defer { isOver.store(true, ordering: .relaxed) }
                for _ in 0..<20 {
                    usleep(5000)
                    let before = server.commitCounts.commits
                    try other.write { try $0.note(exchangeOf: office, on: "2026-10-02") }
                    commits.withLock { $0.append(server.commitCounts.commits - before) }
                }
            } catch {
                failure.withLock { $0 = error }
            }
        }
        #expect(failure.withLock { $0 } == nil)
        let waited = commits.withLock { $0.sorted() }
        // The group under way, and what the server does once the other has ended.
        #expect(waited.count == 20 && waited[10] <= 4, "\(waited)")
    }

    // MARK: Threads

    static func together(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let ended = DispatchGroup()
        for number in 0..<count {
            ended.enter()
            Thread.detachNewThread {
                body(number)
                ended.leave()
            }
        }
        ended.wait()
    }

    private static func putNewRecord(of office: OfficeNumber, _ writer: any HubWriter) throws {
        var chance = SystemRandomNumberGenerator()
        var state = RecordState(type: HubFixture.contract)
        let field = FieldName(text: "status")!
        state.write(
            .code("draft"), to: field, dot: Dot(actor: ActorID(using: &chance), n: 1),
            shown: state[field])
        let id = RecordID(using: &chance)
        try writer.put([(id, PackedRecord(state))], listing: [office: [id]])
    }
}

extension HubFixture {
    /// The store, opened so that a group ends only when nobody waits, however slow the machine.
    fileprivate func patientStore() throws -> SQLiteHub {
        let store = try SQLiteHub(
            at: path, random: { 5 }, commitGroups: CommitGroupLimits(time: .seconds(600)))
        store.lay(outBy: hub.charter.summarySchema)
        return store
    }
}

extension SQLiteHub {
    /// Runs `body` in so many transactions that are one group. The first and the last of the group
    /// have the first and the last number.
    ///
    /// - Returns: how each ended.
    fileprivate func together(
        _ count: Int, _ body: @escaping @Sendable (Int, any HubWriter) throws -> UInt64
    ) throws -> [Result<UInt64, any Error>] {
        let ends = Mutex([Int: Result<UInt64, any Error>]())
        let leads = DispatchSemaphore(value: 0)
        GroupCommitTests.together(count) { [self] number in
            if number > 0 {
                leads.wait()
                leads.signal()
            }
            if number == count - 1 { awaitWaiting(count - 2) }
            let end = Result<UInt64, any Error> {
                try write { writer -> UInt64 in
                    if number == 0 {
                        leads.signal()
                        awaitWaiting(count - 1)
                    }
                    return try body(number, writer)
                }
            }
            ends.withLock { $0[number] = end }
        }
        return ends.withLock { ends in (0..<count).map { ends[$0]! } }
    }

    private func awaitWaiting(_ count: Int) {
        while queue.waitingCount < count { usleep(1000) }
    }

    /// The file may grow to so many pages and no further: a full disk.
    fileprivate func limitPages(to count: Int) throws {
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = \(count)")
        }
    }
}
