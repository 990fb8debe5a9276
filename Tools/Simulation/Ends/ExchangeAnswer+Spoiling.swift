import SyncCore

extension ExchangeAnswer {
    /// The answer as a hub without these safeguards gives it.
    func spoilt(by missing: Set<Safeguard>) -> ExchangeAnswer {
        guard case .page(let page) = self, !missing.isEmpty else { return self }
        var (feed, cursor, more) = (page.feed, page.cursor, page.more)
        let outcomes = page.outcomes.map { outcome -> ExchangeAnswer.Outcome in
            if case .state = outcome, missing.contains(.blindAnswer) { return .asExpected }
            return outcome
        }
        if missing.contains(.pageBeyond) { (cursor, more) = (page.head.seq, false) }
        if missing.contains(.tornNumber), feed.count(where: { $0.seq == cursor }) > 1 {
            feed.remove(at: feed.lastIndex { $0.seq == cursor }!)
            more = cursor < page.head.seq
        }
        return .page(
            .init(outcomes: outcomes, feed: feed, cursor: cursor, head: page.head, more: more))
    }
}
