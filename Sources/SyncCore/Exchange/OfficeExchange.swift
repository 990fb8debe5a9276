/// The office's end of a sync, as pure decisions: one request, one answer, and again while there is
/// more.
///
/// The store says where the office stands and what is dirty; the machine makes the request, and
/// turns the answer into directives that the store carries out in one transaction. Nothing leaves
/// the outbox before an answer says that the hub holds it. It follows `Office.request` and
/// `Office.receive` of the reference model.
package struct OfficeExchange: Sendable {
    private var charterDigest: [UInt8]
    private let sha256: SHA256Function
    /// What waits for an answer, in the order in which it was asked.
    private var waiting: [Asked] = []
    private var overtakings = 0
    private var rewinds = 0
    private var charters = 0
    /// Whether parts say all that they supersede from now on: the hub was found to hold something
    /// else of some record than this office knew.
    private var spellsPasts = false

    /// A request that waits for its answer, and what it offered, in the order of the outcomes.
    private struct Asked {
        let request: ExchangeRequest
        let offers: [OfficeOutbox.Offer]
    }

    package init(charterDigest: [UInt8], sha256: @escaping SHA256Function) {
        self.charterDigest = charterDigest
        self.sha256 = sha256
    }

    /// Names another charter from the next request on: the store has taken one up.
    package mutating func work(under charterDigest: [UInt8]) {
        self.charterDigest = charterDigest
    }

    /// Makes the next request, and remembers it until its answer.
    ///
    /// Of two parts with one reference the second waits for another request.
    package mutating func request(from state: OfficeOutbox) -> ExchangeRequest {
        waiting = []
        return ask(state)
    }

    /// Makes the request that follows `answer`, the answer to the last one, before the store has carried
    /// that answer out: a hub can work on the one while the office works on the other. Answers are to
    /// be carried out in the order of the requests.
    ///
    /// It names the head and cursor of an answer that may yet be lost with this program. That is
    /// harmless: they say which page comes next, and the store still begins at its own.
    ///
    /// - Parameter offers: what waits beside what the last request offered.
    /// - Returns: `nil` when the answer leads anywhere but straight on.
    package mutating func request(
        ahead offers: [OfficeOutbox.Offer], of answer: ExchangeAnswer
    ) -> ExchangeRequest? {
        guard waiting.count == 1, case .page(let page) = answer, page.more || !offers.isEmpty,
            isPossible(page, waiting[0])
        else { return nil }
        let history = CheckpointHistory(stored: waiting[0].request.checkpoints)
        let position = OfficePosition(head: page.head, cursor: page.cursor, history: history)
        return ask(
            OfficeOutbox(
                position: position, offers: offers, erasures: [],
                referenceBitCount: waiting[0].request.referenceBitCount))
    }

    private mutating func ask(_ state: OfficeOutbox) -> ExchangeRequest {
        let wholes = RecordColumns.grouped(state.offers.filter(\.isWhole), by: \.fields)
        let (parts, leavesPastsOut) = parts(of: state)
        let checks = stride(from: 0, to: parts.count, by: ExchangeLimits.partsPerCheck).map {
            StateDigest(
                over: parts[$0...].prefix(ExchangeLimits.partsPerCheck).map(\.offer.expected),
                by: sha256)
        }
        let request = ExchangeRequest(
            charterDigest: charterDigest, head: state.position.head,
            cursor: state.position.cursor, checkpoints: state.position.history.checkpoints,
            wholes: wholes.map { .init(id: $0.id, state: $0.fields) },
            parts: parts.map(\.part), referenceBitCount: state.referenceBitCount,
            leavesPastsOut: leavesPastsOut, checks: checks, erasures: state.erasures)
        waiting.append(Asked(request: request, offers: wholes + parts.map(\.offer)))
        return request
    }

    private typealias Ordered = (part: ExchangeRequest.Part, offer: OfficeOutbox.Offer)

    /// The parts in the order in which they travel, and whether their pasts are left out. They are
    /// wherever that can be: of an ordinary edit they would be the greatest part.
    private func parts(of state: OfficeOutbox) -> (parts: [Ordered], leavesPastsOut: Bool) {
        var references: Set<RecordReference> = []
        var parts: [Ordered] = []
        for offer in state.offers where !offer.isWhole {
            let reference = RecordReference(to: offer.id, bitCount: state.referenceBitCount)
            guard references.insert(reference).inserted else { continue }
            parts.append((.init(reference: reference, fields: offer.fields), offer))
        }
        let shorter = spellsPasts ? [] : parts.compactMap { $0.part.fields.leavingPastsOut() }
        let leavesPastsOut = !parts.isEmpty && shorter.count == parts.count
        if leavesPastsOut {
            parts = zip(parts, shorter).map { ordered, fields in
                (.init(reference: ordered.part.reference, fields: fields), ordered.offer)
            }
            // In the order of writing each dot lies near the one before.
            parts = parts.enumerated().sorted { a, b in
                (a.element.part.fields.firstNumber, a.offset)
                    < (b.element.part.fields.firstNumber, b.offset)
            }.map(\.element)
        }
        return (RecordColumns.grouped(parts, by: \.part.fields), leavesPastsOut)
    }

    /// The rows of the office that the decision on this answer needs.
    package func reads(for answer: ExchangeAnswer) -> [RecordID] {
        guard let asked = waiting.first, case .page(let page) = answer else { return [] }
        let differing = zip(asked.offers, page.outcomes).compactMap { offer, outcome in
            if case .state = outcome { offer.id } else { nil }
        }
        return differing + page.feed.compactMap { $0.state == nil ? nil : $0.id }
    }

    /// Decides what an answer changes. `rows` holds what the office has of `reads(for:)`.
    ///
    /// An answer to a request that the office would make otherwise by now changes nothing: the
    /// office asks again. Throws when the answer is none to the request, or goes in circles.
    ///
    /// - Parameter standing: what a request would be made from now, read in the transaction that
    ///   carries the answer out; `nil` for an office that nothing else can have changed.
    package mutating func receive(
        _ answer: ExchangeAnswer, rows: [RecordID: OfficeRow], at standing: OfficeStanding? = nil
    ) throws(ExchangeFault) -> OfficeReaction {
        guard let asked = waiting.first else { throw ExchangeFault.answerWithoutRequest }
        if let standing, !standing.asks(asked.request) { return try giveWay(to: standing) }
        switch answer {
        case .page(let page):
            let reaction = try receive(page, to: asked, rows: rows)
            waiting.removeFirst()
            return reaction
        case .rewind(let checkpoint):
            rewinds += 1
            guard asked.request.checkpoints.contains(checkpoint), rewinds <= CheckpointHistory.limit
            else { throw ExchangeFault.impossibleAnswer }
            waiting.removeFirst()
            return OfficeReaction(
                directives: [.goBack(to: checkpoint)], next: .again)
        case .charter(let text):
            charters += 1
            guard charters <= ExchangeLimits.charters else { throw ExchangeFault.impossibleAnswer }
            waiting.removeFirst()
            return OfficeReaction(directives: [.adopt(charter: text)], next: .again)
        case .batchRefused(let findings):
            waiting.removeFirst()
            return try quarantine(findings, of: asked)
        case .refused(let refusal):
            throw ExchangeFault.refused(refusal)
        }
    }

    /// Drops the answer, and goes on from where the office is now.
    private mutating func giveWay(
        to standing: OfficeStanding
    ) throws(ExchangeFault) -> OfficeReaction {
        overtakings += 1
        guard overtakings <= ExchangeLimits.overtakings else { throw ExchangeFault.overtaken }
        waiting.removeFirst()
        charterDigest = standing.charterDigest
        return OfficeReaction(directives: [], next: .again)
    }

    private mutating func receive(
        _ page: ExchangeAnswer.Page, to asked: Asked, rows: [RecordID: OfficeRow]
    ) throws(ExchangeFault) -> OfficeReaction {
        guard isPossible(page, asked) else { throw ExchangeFault.impossibleAnswer }
        let stamp = page.head.seq
        var directives = asked.request.erasures.map { OfficeDirective.forget($0, stamp: stamp) }
        for (offer, outcome) in zip(asked.offers, page.outcomes) {
            switch outcome {
            case .asExpected:
                directives.append(.settle(offer.id, offer.expected, stamp: stamp))
            case .erased:
                directives.append(.forget(offer.id, stamp: stamp))
            case .state(let state)
            where StateDigest(of: state, by: sha256) == offer.expected:
                // Another part of its check wasn't as expected; this one is.
                directives.append(.settle(offer.id, offer.expected, stamp: stamp))
            case .state(let state):
                if !offer.isWhole && asked.request.leavesPastsOut { spellsPasts = true }
                directives += join(state, of: offer.id, stamp: stamp, rows[offer.id])
            case .deferred:
                break
            case .refused(let refusal):
                let rule = Code(refusal.rawValue)!
                directives.append(.quarantine(offer.id, field: "", rule: rule))
            case .unknown:
                directives.append(.offerWhole(offer.id))
            }
        }
        for row in page.feed {
            guard let state = row.state else {
                directives.append(.forget(row.id, stamp: row.seq))
                continue
            }
            directives += join(state, of: row.id, stamp: row.seq, rows[row.id])
        }
        directives.append(
            .advance(head: page.head, cursor: page.cursor, complete: !page.more))
        return OfficeReaction(directives: directives, next: page.more ? .again : .complete)
    }

    /// Whether a hub could say this: it moves on, and speaks of each record once.
    private func isPossible(_ page: ExchangeAnswer.Page, _ asked: Asked) -> Bool {
        guard page.outcomes.count == asked.offers.count else { return false }
        let offers = zip(asked.offers, page.outcomes)
        let answered = offers.filter { $1 != .unknown && $1 != .deferred }.map(\.0.id)
        let told = Set(answered + asked.request.erasures)
        let fed = Set(page.feed.map(\.id))
        let cursor = asked.request.cursor
        let movesOn = page.more ? page.cursor > cursor : page.cursor == page.head.seq
        return movesOn && page.cursor >= cursor && page.cursor <= page.head.seq
            && offers.allSatisfy { $1 != .unknown || !$0.isWhole }
            && fed.count == page.feed.count && fed.isDisjoint(with: told)
            && page.head.seq <= UInt64(Int64.max)
            && page.feed.allSatisfy { $0.seq > cursor && $0.seq <= page.cursor }
    }

    /// Joins what the hub holds with what is here; what the hub lacks is dirty.
    private func join(
        _ state: PackedRecord, of id: RecordID, stamp: UInt64, _ row: OfficeRow?
    ) -> [OfficeDirective] {
        switch row {
        case .erased:
            return []
        case nil:
            return [.store(id, state, stamp: stamp, dirty: [])]
        case .held(let local):
            guard local.type == state.type else {
                return [.quarantine(id, field: "", rule: Code(literal: "type-mismatch"))]
            }
            guard let joined = local.joined(with: state) else {
                return [.quarantine(id, field: "", rule: Code(literal: "contradictory"))]
            }
            guard joined.isWithinLimits else {
                return [.quarantine(id, field: "", rule: Code(literal: "record-too-large"))]
            }
            let theirs = state.unpacked()
            let dirty = joined.unpacked().fields.filter { $0.value != theirs[$0.key] }.keys
            return [
                .store(id, joined, stamp: dirty.isEmpty ? stamp : nil, dirty: Set(dirty))
            ]
        }
    }

    /// The named records stay here, and show why; the next request goes without them.
    private func quarantine(
        _ findings: [ExchangeAnswer.BatchFinding], of asked: Asked
    ) throws(ExchangeFault) -> OfficeReaction {
        guard !findings.isEmpty, findings.allSatisfy({ asked.offers.indices.contains($0.offer) })
        else { throw ExchangeFault.impossibleAnswer }
        let directives = findings.map {
            OfficeDirective.quarantine(asked.offers[$0.offer].id, field: $0.field, rule: $0.rule)
        }
        return OfficeReaction(directives: directives, next: .again)
    }
}

/// Why a sync can't go on. Nothing was changed by the answer that led to it.
package enum ExchangeFault: Error, Hashable, Sendable {
    case refused(ExchangeAnswer.Refusal)
    /// The answer contradicts the request.
    case impossibleAnswer
    case answerWithoutRequest
    /// Other syncs of the same file are faster, again and again.
    case overtaken
}
