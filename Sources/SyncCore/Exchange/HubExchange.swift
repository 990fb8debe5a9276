/// Which office, as the hub numbers them.
package struct OfficeNumber: Hashable, Comparable, Sendable {
    package let value: Int64

    package init(_ value: Int64) {
        self.value = value
    }

    package static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// The hub's end of one exchange, as pure decisions.
///
/// The store runs it inside one transaction: it reads what `reads` names, carries out what `decide`
/// says, and hands `answer` the channel's head and a page of its feed. Nothing here touches a store,
/// a clock or a generator. It follows `Hub.take` and `Hub.answer` of the reference model.
package struct HubExchange: Sendable {
    package let request: ExchangeRequest
    package let office: OfficeNumber
    private let sha256: SHA256Function

    package init(
        _ request: ExchangeRequest, from office: OfficeNumber, sha256: @escaping SHA256Function
    ) {
        self.request = request
        self.office = office
        self.sha256 = sha256
    }

    /// The identifiers and checkpoints whose state the decision needs.
    package var reads: HubReads {
        HubReads(
            ids: request.records.map(\.id) + request.erasures,
            checkpoints: [request.head] + request.checkpoints)
    }

    /// What to write. O(bytes of the request and of the states found).
    ///
    /// - Parameters:
    ///   - held: what of a record the hub may hold.
    ///   - shown: what of that the charter has that the request names. Outcomes and digests are
    ///     about nothing else.
    package func decide(
        _ found: HubFound, held: Projection = { $0 }, shown: Projection = { $0 }
    ) -> HubDecision {
        var decision = HubDecision()
        var erased = found.erased
        for id in request.erasures {
            if erased.insert(id).inserted {
                decision.erase.append(id)
                decision.note(id, for: found.rows[id]?.audience ?? [])
            }
            admit(to: id, found.rows[id], &decision)
        }
        for offer in request.records {
            let row = found.rows[offer.id]
            if erased.contains(offer.id) {
                admit(to: offer.id, row, &decision)
                decision.outcomes.append(.erased)
            } else {
                decision.outcomes.append(take(offer, into: row, &decision, held, shown))
            }
        }
        if found.known.contains(request.head) || request.head == .zero {
            return decision
        }
        let common = request.checkpoints.filter { found.known.contains($0) }.max()
        decision.rewind = common ?? .zero
        return decision
    }

    /// Lists a record for the office that speaks of it, unless it is part of the audience already.
    ///
    /// An erased one too: what an office learns without a number of its own it would not offer again
    /// to a hub that was put back to before it knew.
    private func admit(to id: RecordID, _ row: HubRow?, _ decision: inout HubDecision) {
        if row?.audience.contains(office) != true { decision.note(id, for: [office]) }
    }

    private func take(
        _ offer: ExchangeRequest.Offer, into row: HubRow?, _ decision: inout HubDecision,
        _ held: Projection, _ shown: Projection
    ) -> HubDecision.Outcome {
        var joined = offer.fields
        if let old = row?.state {
            guard old.type == offer.fields.type else { return .refused(.typeMismatch) }
            guard let both = old.joined(with: offer.fields) else {
                return .refused(.contradictory)
            }
            guard both.isWithinLimits else { return .refused(.recordTooLarge) }
            joined = both
        }
        guard let kept = held(joined), let answered = shown(kept) else {
            return .refused(.typeMismatch)
        }
        joined = kept
        admit(to: offer.id, row, &decision)
        if joined.bytes != row?.state?.bytes {
            decision.writes.append((offer.id, joined))
            decision.note(offer.id, for: row?.audience ?? [])
        }
        let same = StateDigest(of: answered, by: sha256) == offer.expected
        return same ? .asExpected : .state(answered)
    }

    /// The pager that the store feeds with the rows after the request's cursor.
    package func pager(pageRows: Int = ExchangeLimits.pageRows) -> FeedPager {
        let sent = Set(request.records.map(\.id) + request.erasures)
        return FeedPager(cursor: request.cursor, sent: sent, pageRows: pageRows)
    }

    /// Whether the feed can hold anything that the answer needs. What came after `headBefore`, the
    /// channel's head before this exchange wrote, is what the office itself just sent.
    package func needsFeed(_ decision: HubDecision, headBefore: Checkpoint) -> Bool {
        decision.rewind == nil && request.cursor < headBefore.seq
    }

    /// The answer, once what was decided is written. A record of which the request's charter has
    /// nothing isn't in it.
    package func answer(
        _ decision: HubDecision, head: Checkpoint, feed: FeedPager, shown: Projection = { $0 }
    ) -> ExchangeAnswer {
        if let rewind = decision.rewind { return .rewind(rewind) }
        var stateBytes = 0
        let outcomes = decision.outcomes.map { outcome in
            guard case .state(let state) = outcome else { return outcome }
            defer { stateBytes += state.bytes.count }
            return stateBytes < ExchangeLimits.pageBytes ? outcome : .deferred
        }
        return .page(
            .init(
                outcomes: outcomes, feed: feed.rows.compactMap { $0.projected(shown) },
                cursor: feed.more ? feed.cursor : head.seq, head: head, more: feed.more))
    }
}

extension ExchangeAnswer.FeedRow {
    fileprivate func projected(_ shown: Projection) -> Self? {
        guard let state else { return self }
        return shown(state).map { Self(seq: seq, id: id, state: $0) }
    }
}
