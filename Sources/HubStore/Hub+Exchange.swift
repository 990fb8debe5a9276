package import SyncCore

extension Hub {
    /// One whole exchange with an office: checked against the charter before the store is touched,
    /// then decided and written in one transaction. A request that only pulls reads one state of the
    /// store, and waits for no writer.
    ///
    /// - Parameter rows: how many records and erasures the office's part may hold. Throws
    ///   `HubRefusal.officeFull` rather than store one more.
    package func exchange(
        _ request: ExchangeRequest, from office: OfficeNumber, rows: Int = .max
    ) throws -> ExchangeAnswer {
        let answer: ExchangeAnswer = try underCurrentRules { rules in
            guard request.charterDigest == rules.digest else {
                try storage.read { try Self.check(rules, in: $0) }
                return .refused(.charterUnknown)
            }
            let findings = rules.check(request)
            guard findings.isEmpty else { return .batchRefused(findings) }
            let exchange = HubExchange(request, from: office, sha256: surroundings.sha256)
            if request.records.isEmpty && request.erasures.isEmpty {
                return try storage.read { reader in
                    try Self.check(rules, in: reader)
                    let head = try reader.head(of: office)
                    let decision = exchange.decide(try Self.find(exchange, in: reader))
                    return try Self.answer(exchange, decision, reader, headBefore: head)
                }
            }
            return try storage.write { writer in
                try Self.check(rules, in: writer)
                let head = try writer.head(of: office)
                let decision = exchange.decide(try Self.find(exchange, in: writer))
                for id in decision.erase { try writer.erase(id) }
                for write in decision.writes { try writer.put(write.state, at: write.id) }
                try writer.list(decision.notify)
                guard try writer.held(by: office) <= rows else { throw HubRefusal.officeFull }
                return try Self.answer(exchange, decision, writer, headBefore: head)
            }
        }
        switch answer {
        case .page, .rewind: try note(exchangeOf: office)
        case .batchRefused, .refused: break  // nothing of a refused request is stored
        }
        return answer
    }

    private static func find(
        _ exchange: HubExchange, in reader: any HubReader
    ) throws -> HubFound {
        let reads = exchange.reads
        return try reader.find(reads.ids, reads.checkpoints, for: exchange.office)
    }

    private static func answer(
        _ exchange: HubExchange, _ decision: HubDecision, _ reader: any HubReader,
        headBefore: Checkpoint
    ) throws -> ExchangeAnswer {
        var pager = exchange.pager()
        if exchange.needsFeed(decision, headBefore: headBefore) {
            try reader.feed(of: exchange.office, to: &pager)
        }
        return exchange.answer(
            decision, head: try reader.head(of: exchange.office), feed: pager)
    }

    /// Remembers the day, once a day.
    private func note(exchangeOf office: OfficeNumber) throws {
        let today = surroundings.today()
        guard isNew(exchangeOf: office, on: today) else { return }
        try storage.write { try $0.note(exchangeOf: office, on: today) }
    }
}
