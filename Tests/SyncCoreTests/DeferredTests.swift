import Simulation
import SyncCore
import Testing

/// What an answer puts off for want of room is told by the feed, or asked again.
@Suite("Offers that are put off") struct DeferredTests {
    private static let name = FieldName(Code(literal: "amount"))

    /// Two offices that have written to the same records. The first has synced all that it wrote.
    private struct World {
        var generator: SeededGenerator
        var hub = MemoryHub(offices: [OfficeNumber(1), OfficeNumber(2)])
        var first = MemoryOffice(number: OfficeNumber(1))
        var second = MemoryOffice(number: OfficeNumber(2))
        let ids: [RecordID]
        /// What the first wrote after the second had synced.
        let early: [RecordID]

        init(seed: UInt64) throws {
            var generator = SeededGenerator(seed: seed)
            ids = (0..<12).map { _ in RecordID(using: &generator) }
            early = ids.filter { _ in generator.below(4) > 0 }
            self.generator = generator
            for id in ids {
                _ = first.write(.number(0), on: id, name, using: &self.generator)
                hub.share(id, with: second.number, .init(), using: &self.generator)
            }
            try sync(\.first)
            try sync(\.second)
            for id in early { _ = first.write(.number(1), on: id, name, using: &self.generator) }
            try sync(\.first)
            for id in ids where self.generator.below(4) > 0 {
                _ = second.write(.number(2), on: id, name, using: &self.generator)
            }
        }

        /// One exchange.
        mutating func exchange(
            _ office: WritableKeyPath<Self, MemoryOffice>, _ machine: inout OfficeExchange,
            pageRows: Int, answerBytes: Int = ExchangeLimits.pageBytes,
            heldBytes: Int = ExchangeLimits.heldBytes
        ) throws -> Exchanged {
            let request = machine.request(from: self[keyPath: office].outbox(limit: 100))
            let bytes = try hub.answer(
                request.encoded(), from: self[keyPath: office].number, pageRows: pageRows,
                answerBytes: answerBytes, heldBytes: heldBytes, using: &generator)
            let answer = try ExchangeAnswer(decoding: bytes)
            let next = try self[keyPath: office].receive(answer, by: &machine).next
            guard case .page(let page) = answer else { throw NoPage() }
            return Exchanged(
                request: request, putOff: page.outcomes.count { $0 == .deferred }, next: next)
        }

        struct Exchanged {
            let request: ExchangeRequest
            let putOff: Int
            let next: OfficeReaction.Next
        }

        struct NoPage: Error {}

        private mutating func sync(_ office: WritableKeyPath<Self, MemoryOffice>) throws {
            var machine = self.machine
            var next = OfficeReaction.Next.again
            while next == .again || !self[keyPath: office].isOutboxEmpty {
                next = try exchange(office, &machine, pageRows: 5).next
            }
        }

        var machine: OfficeExchange {
            OfficeExchange(charterDigest: second.law.digest, sha256: simulatedHash)
        }
    }

    /// A page has no room for all states. The second office's complete pull leaves it with all that
    /// the hub holds, whether or not it asks again.
    @Test(arguments: seeds.prefix(40))
    func statesThatAnAnswerHasNoRoomForAreToldByTheFeed(seed: UInt64) throws {
        var world = try World(seed: seed)
        let pageRows = 1 + world.generator.below(12)
        let answerBytes = [0, 1, 100, 1000][world.generator.below(4)]
        var machine = world.machine
        while try world.exchange(
            \.second, &machine, pageRows: pageRows, answerBytes: answerBytes
        ).next == .again {}
        for id in world.early {
            let here = try #require(world.second.rows[id]).state
            #expect(here.joined(with: world.hub.records[id]!) == here)
        }
    }

    /// The hub has no room for all the records that it holds. Those that it didn't read it leaves as
    /// they are, and each exchange gets further.
    @Test(arguments: seeds.prefix(40))
    func offersOfRecordsThatWereNotReadAreMadeAgain(seed: UInt64) throws {
        var world = try World(seed: seed)
        let heldBytes = [1, 100, 500][world.generator.below(3)]
        let (before, offered) = (world.hub.records, world.second.outbox(limit: 100).offers.count)
        var machine = world.machine
        var (putOff, leftPastsOut) = (offered, false)
        for _ in 0..<100 where !world.second.isOutboxEmpty {
            let was = (putOff, leftPastsOut)
            let done = try world.exchange(\.second, &machine, pageRows: 20, heldBytes: heldBytes)
            (putOff, leftPastsOut) = (done.putOff, done.request.leavesPastsOut)
            let changed = world.ids.count { world.hub.records[$0] != before[$0] }
            #expect(changed <= offered - putOff)
            // Where the bound cut a check, the next request says the pasts, and gets further.
            #expect(putOff < was.0 || putOff == 0 || was.1 && !leftPastsOut)
        }
        #expect(world.second.isOutboxEmpty)
        for id in world.ids {
            let here = try #require(world.second.rows[id]).state
            #expect(here == world.hub.records[id])
        }
    }
}
