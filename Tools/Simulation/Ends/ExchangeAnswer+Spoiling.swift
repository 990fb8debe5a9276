import SyncCore

extension ExchangeAnswer {
    /// The answer as a hub without these safeguards gives it; and with states deferred after some,
    /// as a hub may when the answer gets too large.
    func spoilt(by missing: Set<Safeguard>, deferringAfter limit: Int) -> ExchangeAnswer {
        guard case .page(let page) = self, !missing.isEmpty || limit < page.outcomes.count else {
            return self
        }
        var (feed, cursor, more, states) = (page.feed, page.cursor, page.more, 0)
        let outcomes = page.outcomes.map { outcome in
            guard case .state = outcome else { return outcome }
            if missing.contains(.blindAnswer) { return .asExpected }
            states += 1
            return states > limit ? .deferred : outcome
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
