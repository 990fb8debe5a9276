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

    /// What the decision needs to know.
    package func reads(limitBytes: Int = ExchangeLimits.heldBytes) -> HubReads {
        HubReads(
            ids: request.wholes.map(\.id), erasures: request.erasures,
            references: request.parts.map(\.reference),
            checkpoints: [request.head] + request.checkpoints, limitBytes: limitBytes)
    }

    /// What to write. O(bytes of the request and of the states found).
    ///
    /// - Parameters:
    ///   - held: what of a record the hub may hold.
    ///   - shown: what of that the charter has that the request names. Outcomes and digests are
    ///     about nothing else.
    ///   - isChecked: whether what the request offers was found to be what `held` and `shown` leave as
    ///     it is. Then they aren't asked about a record that is new to the hub.
    ///   - limitBytes: after how many bytes of states the answer puts the rest off.
    package func decide(
        _ found: HubFound, held: Projection = { $0 }, shown: Projection = { $0 },
        isChecked: Bool = false, limitBytes: Int = ExchangeLimits.pageBytes
    ) -> HubDecision {
        var decision = HubDecision(limitBytes: limitBytes)
        if !found.known.contains(request.head), request.head != .zero {
            decision.rewind = request.checkpoints.filter { found.known.contains($0) }.max() ?? .zero
        }
        var found = found
        for id in request.erasures {
            decision.sent.insert(id)
            if found.erased.insert(id).inserted {
                decision.erase.append(id)
                decision.note(id, for: found.rows[id]?.audience ?? [])
            }
            admit(to: id, found.rows[id], &decision)
        }
        for whole in request.wholes {
            decision.sent.insert(whole.id)
            let row = found.rows[whole.id]
            let isAsIs = isChecked && row == nil
            let taken = judge(
                whole.state, of: whole.id, found, isAsIs ? { $0 } : held,
                isAsIs ? { $0 } : shown)
            enter(taken, at: whole.id, over: row, &decision)
            let outcome = taken.outcome(isExpected: taken.state == whole.state)
            decision.tell(outcome, of: whole.id)
        }
        if decision.rewind == nil { takeParts(found, &decision, held, shown) }
        return decision
    }

    /// What became of one offer before it is known whether it is as expected.
    private enum Taken {
        case erased
        case refused(ExchangeAnswer.RecordRefusal)
        case unknown
        /// The hub hasn't read what it holds of it.
        case putOff
        /// The state that the hub should hold, and the same as it is shown to the office.
        case held(PackedRecord, shown: PackedRecord)

        var state: PackedRecord? {
            if case .held(_, let shown) = self { shown } else { nil }
        }

        func outcome(isExpected: Bool) -> HubDecision.Outcome {
            switch self {
            case .erased: .erased
            case .refused(let refusal): .refused(refusal)
            case .unknown: .unknown
            case .putOff: .deferred
            case .held(_, let shown): isExpected ? .asExpected : .state(shown)
            }
        }
    }

    /// Parts are only taken from an office whose head this hub knows: such a hub holds, or had
    /// erased, whatever it was known to hold, so that a reference can't mean another record. And a
    /// record that has seen nothing of what a part supersedes isn't the one that is meant. Where pasts
    /// are left out the check says more than that, and nothing is taken of which it doesn't hold.
    private func takeParts(
        _ found: HubFound, _ decision: inout HubDecision, _ held: Projection, _ shown: Projection
    ) {
        for (start, check) in zip(
            stride(from: 0, to: request.parts.count, by: ExchangeLimits.partsPerCheck),
            request.checks)
        {
            let end = min(start + ExchangeLimits.partsPerCheck, request.parts.count)
            let judged = request.parts[start..<end].map {
                judge($0, found, &decision, held, shown)
            }
            let states = judged.compactMap(\.taken.state)
            let digests = states.map { StateDigest(of: $0, by: sha256) }
            let isExpected =
                states.count == judged.count && StateDigest(over: digests, by: sha256) == check
            for (id, row, taken) in judged {
                if request.leavesPastsOut, !isExpected, let state = row?.state, case .held = taken {
                    // Not all was superseded that this would supersede. An office that knows what
                    // the hub holds says what it means.
                    let answered = held(state).flatMap(shown)
                    decision.tell(
                        answered.map { .state($0) } ?? .refused(.typeMismatch), of: id)
                    continue
                }
                if let id { enter(taken, at: id, over: row, &decision) }
                decision.tell(taken.outcome(isExpected: isExpected), of: id)
            }
        }
    }

    /// What becomes of a part, and of which record it is; of none when that is unknown.
    private func judge(
        _ part: ExchangeRequest.Part, _ found: HubFound, _ decision: inout HubDecision,
        _ held: Projection, _ shown: Projection
    ) -> (id: RecordID?, row: HubRow?, taken: Taken) {
        guard request.head != .zero, let id = found.references[part.reference] else {
            return (nil, nil, .unknown)
        }
        let row = found.rows[id]
        guard
            // What is erased or wasn't read may have seen anything.
            request.leavesPastsOut
                || row?.state.map({ $0.hasSeenSome(of: part.fields) }) ?? true,
            decision.sent.insert(id).inserted
        else { return (nil, nil, .unknown) }
        var fields = part.fields
        if request.leavesPastsOut, let state = row?.state {
            fields = fields.completingPasts(from: state)
        }
        return (id, row, judge(fields, of: id, found, held, shown))
    }

    /// Lists a record for the office that speaks of it, unless it is part of the audience already.
    ///
    /// An erased one too: what an office learns without a number of its own it would not offer again
    /// to a hub that was put back to before it knew.
    private func admit(to id: RecordID, _ row: HubRow?, _ decision: inout HubDecision) {
        if row?.audience.contains(office) != true { decision.note(id, for: [office]) }
    }

    /// What would become of an offer. Nothing is taken yet.
    private func judge(
        _ fields: PackedRecord, of id: RecordID, _ found: HubFound, _ held: Projection,
        _ shown: Projection
    ) -> Taken {
        guard !found.erased.contains(id) else { return .erased }
        guard !found.unread.contains(id) else { return .putOff }
        var joined = fields
        if let old = found.rows[id]?.state {
            guard old.type == fields.type else { return .refused(.typeMismatch) }
            guard let both = old.joined(with: fields) else { return .refused(.contradictory) }
            guard both.isWithinLimits else { return .refused(.recordTooLarge) }
            joined = both
        }
        guard let kept = held(joined), let answered = shown(kept) else {
            return .refused(.typeMismatch)
        }
        return .held(kept, shown: answered)
    }

    /// Takes what was judged.
    private func enter(
        _ taken: Taken, at id: RecordID, over row: HubRow?, _ decision: inout HubDecision
    ) {
        switch taken {
        case .refused, .unknown, .putOff: break
        case .erased: admit(to: id, row, &decision)
        case .held(let kept, _):
            admit(to: id, row, &decision)
            if kept != row?.state {
                decision.writes.append((id, kept))
                decision.note(id, for: row?.audience ?? [])
            }
        }
    }

    /// The pager that the store feeds with the rows after the request's cursor.
    package func pager(
        for decision: HubDecision, pageRows: Int = ExchangeLimits.pageRows
    ) -> FeedPager {
        FeedPager(
            cursor: request.cursor, told: decision.sent.subtracting(decision.deferred),
            pageRows: pageRows)
    }

    /// Whether the feed can hold anything that the answer needs. What came after `headBefore`, the
    /// channel's head before this exchange wrote, is what the office itself just sent.
    package func needsFeed(_ decision: HubDecision, headBefore: Checkpoint) -> Bool {
        decision.rewind == nil
            && (request.cursor < headBefore.seq || !decision.deferred.isEmpty)
    }

    /// The answer, once what was decided is written. A record of which the request's charter has
    /// nothing isn't in it.
    package func answer(
        _ decision: HubDecision, head: Checkpoint, feed: FeedPager, shown: Projection = { $0 }
    ) -> ExchangeAnswer {
        if let rewind = decision.rewind { return .rewind(rewind) }
        return .page(
            .init(
                outcomes: decision.outcomes, feed: feed.rows.compactMap { $0.projected(shown) },
                cursor: feed.more ? feed.cursor : head.seq, head: head, more: feed.more))
    }
}

extension ExchangeAnswer.FeedRow {
    fileprivate func projected(_ shown: Projection) -> Self? {
        guard let state else { return self }
        return shown(state).map { Self(seq: seq, id: id, state: $0) }
    }
}
