import Charter
package import SyncCore

/// A hub whose store is memory: it carries out what `HubExchange` decides, and decides nothing
/// itself, unless a safeguard is missing.
///
/// A value, so that a backup is a copy.
package struct MemoryHub {
    /// What the hub has to tell one office.
    struct Channel {
        var seq: UInt64 = 0
        var tags: [UInt64: UInt64] = [0: 0]
        var feed: [RecordID: UInt64] = [:]

        var head: Checkpoint { Checkpoint(seq: seq, tag: tags[seq]!) }
    }

    /// How the world likes its messages.
    package struct Habits: Sendable {
        /// Small on purpose: pages that are cut off, and commits of several numbers, are the rule.
        var pageRows = 3
        var rowsPerNumber = 2
        /// After this many bytes of states, an answer puts the rest off.
        var answerBytes = ExchangeLimits.pageBytes
        /// After this many bytes of states that it holds, the hub reads no more.
        var heldBytes = ExchangeLimits.heldBytes

        package init() {}
    }

    /// `nil` for a hub that takes whatever comes, under any charter.
    let line: CharterLine?
    package internal(set) var records: [RecordID: PackedRecord] = [:]
    package internal(set) var erased: Set<RecordID> = []
    package internal(set) var audience: [RecordID: Set<OfficeNumber>] = [:]
    var channels: [OfficeNumber: Channel]
    /// The newest version published, from 0, and what is not yet gone through since.
    var newest = 0
    var unswept: [RecordID] = []
    /// Commits so far, of this life.
    var commits = 0
    /// Records written since somebody looked.
    var touched: Set<RecordID> = []
    /// Of the process, not of the store: it doesn't outlive a restart.
    var pen = Pen()
    let missing: Set<Safeguard>
    /// Whether the power goes in the middle of the next commit.
    var isAboutToTear = false
    private var projections: [[UInt8]: LawProjection] = [:]

    package init(
        offices: [OfficeNumber], under line: CharterLine? = nil,
        without missing: Set<Safeguard> = []
    ) {
        self.line = line
        channels = Dictionary(uniqueKeysWithValues: offices.map { ($0, Channel()) })
        self.missing = missing
    }

    var law: Law? { line?.law(accepted: newest, newest: newest) }

    /// Answers bytes with bytes, as the real hub does.
    package mutating func answer(
        _ bytes: [UInt8], from office: OfficeNumber, _ habits: Habits = Habits(),
        using generator: inout SeededGenerator
    ) -> [UInt8] {
        guard let request = try? ExchangeRequest(decoding: bytes) else {
            return ExchangeAnswer.refused(.malformed).encoded()
        }
        return answer(request, from: office, habits, using: &generator).encoded()
    }

    /// The same, for a test that has other habits only in how long a page is, how much it has room
    /// for, and how much the hub reads for it.
    package mutating func answer(
        _ bytes: [UInt8], from office: OfficeNumber, pageRows: Int,
        answerBytes: Int = ExchangeLimits.pageBytes, heldBytes: Int = ExchangeLimits.heldBytes,
        using generator: inout SeededGenerator
    ) throws -> [UInt8] {
        var habits = Habits()
        habits.pageRows = pageRows
        habits.answerBytes = answerBytes
        habits.heldBytes = heldBytes
        let request = try ExchangeRequest(decoding: bytes)
        return answer(request, from: office, habits, using: &generator).encoded()
    }

    private mutating func answer(
        _ request: ExchangeRequest, from office: OfficeNumber, _ habits: Habits,
        using generator: inout SeededGenerator
    ) -> ExchangeAnswer {
        guard let line else {
            return answer(request, from: office, under: nil, habits, using: &generator)
        }
        switch line.standing(of: request.charterDigest, newest: newest) {
        case nil:
            return .refused(.charterUnknown)
        case .behind(let next):
            return .charter(line.texts[next])
        case .upToDate(let asked):
            let findings = missing.contains(.uncheckedBatch) ? [] : asked.findings(in: request)
            guard !findings.isEmpty else {
                return answer(request, from: office, under: asked, habits, using: &generator)
            }
            if missing.contains(.halfRefusal) {
                let bad = Set(findings.map(\.offer))
                let rest = request.wholes.enumerated().filter { !bad.contains($0.offset) }
                let good = ExchangeRequest(
                    charterDigest: request.charterDigest, head: request.head,
                    cursor: request.cursor, checkpoints: request.checkpoints,
                    wholes: rest.map(\.element), erasures: request.erasures)
                _ = answer(good, from: office, under: asked, habits, using: &generator)
            }
            return .batchRefused(findings)
        }
    }

    private mutating func answer(
        _ request: ExchangeRequest, from office: OfficeNumber, under asked: Law?,
        _ habits: Habits, using generator: inout SeededGenerator
    ) -> ExchangeAnswer {
        var (held, shown) = (projection(onto: law), projection(onto: asked))
        let exchange = HubExchange(request, from: office, sha256: simulatedHash)
        let headBefore = channels[office]!.head
        let found = find(exchange.reads(limitBytes: habits.heldBytes), office)
        let holdsAll = !missing.isDisjoint(with: [.unsweptHub, .uncheckedBatch])
        let tellsAll = missing.contains(.unprojectedAnswer)
        let decision = exchange.decide(
            found, held: { holdsAll ? $0 : held.project($0) },
            shown: { tellsAll ? $0 : shown.project($0) }, limitBytes: habits.answerBytes)
        carryOut(decision, found, for: office, habits, using: &generator)
        if missing.contains(.trustedPasts), request.leavesPastsOut {
            takeOnTrust(request, decision, found, habits, using: &generator)
        }

        var pager = exchange.pager(for: decision, pageRows: habits.pageRows)
        if exchange.needsFeed(decision, headBefore: headBefore) {
            for (id, seq) in feed(of: office, after: request.cursor) {
                guard pager.take(seq: seq, id: id, state: { records[id] }) else { break }
            }
        }
        let answer = exchange.answer(
            decision, head: channels[office]!.head, feed: pager,
            shown: { tellsAll ? $0 : shown.project($0) })
        keep(held, shown)
        return answer.spoilt(by: missing)
    }

    func find(_ reads: HubReads, _ office: OfficeNumber) -> HubFound {
        let channel = channels[office]!
        let known = reads.checkpoints.filter { checkpoint in
            missing.contains(.numericCursor)
                ? checkpoint.seq <= channel.seq : channel.tags[checkpoint.seq] == checkpoint.tag
        }
        var references: [RecordReference: RecordID] = [:]
        if let bitCount = reads.references.first?.bitCount {
            let named = Dictionary(grouping: channel.feed.keys) {
                RecordReference(to: $0, bitCount: bitCount)
            }
            for reference in reads.references {
                if let ids = named[reference], ids.count == 1 { references[reference] = ids[0] }
            }
        }
        var found = HubFound(
            references: references, known: Set(known), limitBytes: reads.limitBytes)
        func look(for id: RecordID, isStateNeeded: Bool) {
            let (held, isErased) = (records[id], erased.contains(id))
            if let held, isStateNeeded, !missing.contains(.overwritingHub) {
                found.take(id, audience: audience[id] ?? []) { held }
            } else if held != nil || isErased || audience[id] != nil {
                found.take(id, audience: audience[id] ?? [], isErased: isErased)
            }
        }
        for id in reads.ids + reads.references.compactMap({ references[$0] }) {
            look(for: id, isStateNeeded: true)
        }
        for id in reads.erasures { look(for: id, isStateNeeded: false) }
        guard missing.contains(.unreadForAbsent) else { return found }
        return HubFound(
            rows: found.rows, references: references, erased: found.erased, known: found.known)
    }

    private func feed(
        of office: OfficeNumber, after cursor: UInt64
    ) -> [(id: RecordID, seq: UInt64)] {
        channels[office]!.feed
            .filter { $0.value > cursor }
            .sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            .map { (id: $0.key, seq: $0.value) }
    }

    func projection(onto law: Law?) -> LawProjection {
        law.map { projections[$0.digest] ?? LawProjection(onto: $0) } ?? LawProjection(onto: nil)
    }

    /// Keeps what projections remember of shapes.
    private mutating func keep(_ used: LawProjection...) {
        for projection in used { projections[projection.digest] = projection }
    }
}

extension Law {
    /// What this doesn't let in of a request.
    func findings(in request: ExchangeRequest) -> [ExchangeAnswer.BatchFinding] {
        var checker = schema.checker()
        return (0..<request.offerCount).flatMap { offer in
            checker.check(request.fields(ofOffer: offer)).map { finding in
                ExchangeAnswer.BatchFinding(
                    offer: offer, field: finding.field,
                    rule: Code(finding.rule.rawValue.split(separator: "/").joined(separator: "-"))!)
            }
        }
    }
}
