import Simulation
import SyncCore
import Testing

/// A page that has no room for a state says so. What it passes is told all the same: by the feed.
@Suite("States that an answer has no room for") struct DeferredTests {
    private let bobigny = OfficeNumber(1)
    private let pantin = OfficeNumber(2)
    private let name = FieldName(Code(literal: "amount"))

    /// Two offices have written to the same records, and one has synced all that it wrote. The other's
    /// complete page leaves it with all that the hub holds, whether or not it asks again.
    @Test(arguments: seeds.prefix(40))
    func areToldByTheFeed(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var hub = MemoryHub(offices: [bobigny, pantin])
        var (first, second) = (MemoryOffice(number: bobigny), MemoryOffice(number: pantin))
        let ids = (0..<12).map { _ in RecordID(using: &generator) }
        for id in ids {
            _ = first.write(.number(0), on: id, name, using: &generator)
            hub.share(id, with: pantin, .init(), using: &generator)
        }
        try sync(&first, with: &hub, using: &generator)
        try sync(&second, with: &hub, using: &generator)

        let early = ids.filter { _ in generator.below(4) > 0 }
        for id in early { _ = first.write(.number(1), on: id, name, using: &generator) }
        try sync(&first, with: &hub, using: &generator)
        for id in ids where generator.below(4) > 0 {
            _ = second.write(.number(2), on: id, name, using: &generator)
        }

        let pageRows = 1 + generator.below(12)
        let answerBytes = [0, 1, 100, 1000][generator.below(4)]
        var machine = OfficeExchange(charterDigest: second.law.digest, sha256: simulatedHash)
        var next = OfficeReaction.Next.again
        while next == .again {
            next = try exchange(
                &second, &machine, with: &hub, pageRows, answerBytes, using: &generator)
        }
        for id in early {
            let (here, there) = (try #require(second.rows[id]).state, hub.records[id]!)
            #expect(here.joined(with: there) == here)
        }
    }

    private func sync(
        _ office: inout MemoryOffice, with hub: inout MemoryHub,
        using generator: inout SeededGenerator
    ) throws {
        var machine = OfficeExchange(charterDigest: office.law.digest, sha256: simulatedHash)
        repeat {
            _ = try exchange(&office, &machine, with: &hub, 5, using: &generator)
        } while !office.isOutboxEmpty
    }

    private func exchange(
        _ office: inout MemoryOffice, _ machine: inout OfficeExchange, with hub: inout MemoryHub,
        _ pageRows: Int, _ answerBytes: Int = ExchangeLimits.pageBytes,
        using generator: inout SeededGenerator
    ) throws -> OfficeReaction.Next {
        let request = machine.request(from: office.outbox(limit: 100))
        let answer = try hub.answer(
            request.encoded(), from: office.number, pageRows: pageRows, answerBytes: answerBytes,
            using: &generator)
        return try office.receive(ExchangeAnswer(decoding: answer), by: &machine).next
    }
}
