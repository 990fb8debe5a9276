import Charter
package import SyncCore

extension Hub {
    /// One whole exchange with an office: checked against the charter before the store is touched,
    /// then decided and written in one transaction. A request that only pulls reads one state of the
    /// store, and waits for no writer but on the day's first, which is written down.
    ///
    /// An office that hasn't seen the newest charter gets the next one instead of an answer. One that
    /// hasn't accepted all of it is answered with no more than it has.
    ///
    /// - Parameter rows: how many records and erasures the office's part may hold. Throws
    ///   `HubRefusal.officeFull` rather than store one more.
    package func exchange(
        _ request: ExchangeRequest, from office: OfficeNumber, rows: Int = .max
    ) throws -> ExchangeAnswer {
        try underCurrentRules { rules in
            switch rules.standing(of: request.charterDigest) {
            case nil:
                try storage.read { try Self.check(rules, in: $0) }
                return .refused(.charterUnknown)
            case .behind(let next):
                try storage.read { try Self.check(rules, in: $0) }
                return .charter(Array(next.utf8))
            case .upToDate(let schema):
                let findings = schema.findings(in: request)
                guard findings.isEmpty else { return .batchRefused(findings) }
                return try self.answer(
                    HubExchange(request, from: office, sha256: surroundings.sha256), rules, schema,
                    rows: rows)
            }
        }
    }

    /// - Parameter schema: what the office works under.
    private func answer(
        _ exchange: HubExchange, _ rules: HubRules, _ schema: SummarySchema, rows: Int
    ) throws -> ExchangeAnswer {
        let request = exchange.request
        var shown = SchemaProjection(onto: schema)
        if request.offerCount == 0 && request.erasures.isEmpty {
            return try pull(exchange, rules, &shown)
        }
        return try push(exchange, rules, &shown, rows: rows)
    }

    private func pull(
        _ exchange: HubExchange, _ rules: HubRules, _ shown: inout SchemaProjection
    ) throws -> ExchangeAnswer {
        let (office, today) = (exchange.office, surroundings.today())
        let answer: ExchangeAnswer = try storage.read { reader in
            try Self.check(rules, in: reader)
            guard try !reader.isShutOut(office) else { return .refused(.notAllowed) }
            let head = try reader.head(of: office)
            let decision = exchange.decide(try Self.find(exchange, in: reader))
            return try Self.answer(exchange, decision, reader, headBefore: head, &shown)
        }
        if answer != .refused(.notAllowed), !hasNoted(exchangeOf: office, on: today) {
            try storage.write { try $0.note(exchangeOf: office, on: today) }
            remember(exchangeOf: office, on: today)
        }
        return answer
    }

    private func push(
        _ exchange: HubExchange, _ rules: HubRules, _ shown: inout SchemaProjection, rows: Int
    ) throws -> ExchangeAnswer {
        let (office, today) = (exchange.office, surroundings.today())
        var held = SchemaProjection(onto: rules.schema)
        let answer: ExchangeAnswer = try storage.write { writer in
            try Self.check(rules, in: writer)
            guard try !writer.isShutOut(office) else { return .refused(.notAllowed) }
            let head = try writer.head(of: office)
            let decision = exchange.decide(
                try Self.find(exchange, in: writer), held: { held.project($0) },
                shown: { shown.project($0) },
                isChecked: exchange.request.charterDigest == rules.digest)
            for id in decision.erase { try writer.erase(id) }
            try writer.put(decision.writes, listing: decision.notify)
            guard try writer.held(by: office) <= rows else { throw HubRefusal.officeFull }
            if !hasNoted(exchangeOf: office, on: today) {
                try writer.note(exchangeOf: office, on: today)
            }
            return try Self.answer(exchange, decision, writer, headBefore: head, &shown)
        }
        if answer != .refused(.notAllowed) { remember(exchangeOf: office, on: today) }
        return answer
    }

    private static func find(
        _ exchange: HubExchange, in reader: any HubReader
    ) throws -> HubFound {
        try reader.find(exchange.reads(), for: exchange.office)
    }

    private static func answer(
        _ exchange: HubExchange, _ decision: HubDecision, _ reader: any HubReader,
        headBefore: Checkpoint, _ shown: inout SchemaProjection
    ) throws -> ExchangeAnswer {
        var pager = exchange.pager(for: decision)
        if exchange.needsFeed(decision, headBefore: headBefore) {
            try reader.feed(of: exchange.office, to: &pager)
        }
        return exchange.answer(
            decision, head: try reader.head(of: exchange.office), feed: pager,
            shown: { shown.project($0) })
    }
}
