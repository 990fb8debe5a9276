import Simulation
import SyncCore
import Testing

/// An office may learn that a record was erased though the hub has never listed that record for it:
/// the hub was put back to before they shared it. What it learnt must outlive a hub that is put back
/// once more. `Protocol/model` found the history in which it did not.
@Suite("An erasure that is learnt from an answer")
struct LearntErasureTests {
    private static let (one, two) = (OfficeNumber(1), OfficeNumber(2))
    private let id = RecordID(bits: 1)
    private let name = FieldName(Code(literal: "status"))

    @Test(arguments: [false, true])
    func outlivesAHubThatIsPutBack(officeErasesToo: Bool) throws {
        var generator = SeededGenerator(seed: 1)
        var hub = MemoryHub(offices: [Self.one, Self.two], without: [])
        var first = MemoryOffice(number: Self.one)
        var second = MemoryOffice(number: Self.two)
        _ = first.write(.number(1), on: id, name, using: &generator)
        try sync(&first, hub: &hub, &generator)
        let beforeSharing = hub
        hub.share(id, with: Self.two, using: &generator)
        try sync(&second, hub: &hub, &generator)

        // Put back to before it was shared, the hub erases it: only the first office is told.
        hub = beforeSharing
        hub.erase(id, using: &generator)
        if officeErasesToo { second.erase(id) }
        try sync(&second, hub: &hub, &generator)
        #expect(second.rows.isEmpty)

        // Put back again, to a hub that holds the record, which only the second office knows erased.
        hub = beforeSharing
        try sync(&second, hub: &hub, &generator)
        try sync(&first, hub: &hub, &generator)

        #expect(hub.erased == [id])
        #expect(hub.records.isEmpty)
        #expect(first.rows.isEmpty)
    }

    private func sync(
        _ office: inout MemoryOffice, hub: inout MemoryHub, _ generator: inout SeededGenerator
    ) throws {
        var machine = OfficeExchange(
            charterDigest: [UInt8](repeating: 0, count: 32), sha256: { simulatedHash($0) })
        for _ in 0..<6 {
            let request = machine.request(from: office.outbox(limit: 10))
            let bytes = try hub.answer(
                request.encoded(), from: office.number, pageRows: 10, using: &generator)
            let answer = try ExchangeAnswer(decoding: bytes)
            let rows = office.find(machine.reads(for: answer))
            office.carryOut(try machine.receive(answer, rows: rows).directives)
        }
    }
}
