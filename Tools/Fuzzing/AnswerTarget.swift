import Simulation
import SyncCore

/// An office takes whatever decodes as an answer, or refuses it, and loses nothing by it.
enum AnswerTarget {
    static func run(_ bytes: [UInt8]) throws {
        guard let answer = try? ExchangeAnswer(decoding: bytes) else { return }
        try promise(answer.encoded() == bytes, "an answer has one encoding")
        var office = FuzzOffice.beforeItsAnswer
        var exchange = OfficeExchange(
            charterDigest: [UInt8](repeating: 0xdd, count: 32), sha256: simulatedHash)
        _ = exchange.request(from: office.outbox(limit: 10))
        let before = office
        let rows = office.find(exchange.reads(for: answer))
        guard let reaction = try? exchange.receive(answer, rows: rows) else { return }
        office.carryOut(reaction.directives)
        try check(office, after: answer, from: before)
    }

    private static func check(
        _ office: MemoryOffice, after answer: ExchangeAnswer, from before: MemoryOffice
    ) throws {
        for (id, row) in office.rows { try RecordTarget.check(row.state, of: id) }
        for (id, row) in before.rows {
            guard let now = office.rows[id] else {
                try promise(office.erased[id] != nil, "what is gone was erased")
                continue
            }
            try promise(
                now.state.joined(with: row.state) == now.state, "an answer takes no value away")
            guard row.isDirty, !now.isDirty else { continue }
            try promise(answer.settles(now.state), "work leaves the outbox when the hub has it")
        }
        try promise(
            before.erased.keys.allSatisfy { office.erased[$0] != nil }, "what is erased stays so")
    }
}

extension ExchangeAnswer {
    /// Whether the hub says here that it holds this very state.
    fileprivate func settles(_ state: PackedRecord) -> Bool {
        guard case .page(let page) = self else { return false }
        return page.outcomes.contains { $0 == .asExpected || $0 == .state(state) }
            || page.feed.contains { $0.state == state }
    }
}

extension RecordTarget {
    fileprivate static func check(_ record: PackedRecord, of id: RecordID) throws {
        do {
            try check(record)
        } catch let broken as BrokenPromise {
            throw BrokenPromise("record \(id): \(broken)")
        }
    }
}
