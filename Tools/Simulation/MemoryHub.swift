package import SyncCore

/// A hub whose store is memory: what the decisions of `HubExchange` need, and nothing that decides.
///
/// A value, so that a backup is a copy.
package struct MemoryHub {
    package struct Channel {
        var seq: UInt64 = 0
        var tags: [UInt64: UInt64] = [0: 0]
        var feed: [RecordID: UInt64] = [:]

        var head: Checkpoint { Checkpoint(seq: seq, tag: tags[seq]!) }
    }

    package private(set) var records: [RecordID: PackedRecord] = [:]
    package private(set) var erased: Set<RecordID> = []
    package private(set) var audience: [RecordID: Set<OfficeNumber>] = [:]
    private var channels: [OfficeNumber: Channel]
    private let missing: Set<Safeguard>
    /// Small on purpose: commits that take several numbers are the rule here.
    private let rowsPerNumber = 2

    package init(offices: [OfficeNumber], without missing: Set<Safeguard>) {
        channels = Dictionary(uniqueKeysWithValues: offices.map { ($0, Channel()) })
        self.missing = missing
    }

    /// Answers a request's bytes with bytes, as the real hub does.
    package mutating func answer(
        _ bytes: [UInt8], from office: OfficeNumber, pageRows: Int,
        using generator: inout SeededGenerator
    ) throws -> [UInt8] {
        let request = try ExchangeRequest(decoding: bytes)
        let exchange = HubExchange(request, from: office, sha256: simulatedHash)
        let headBefore = channels[office]!.head
        let decision = exchange.decide(find(exchange.reads, office))
        for id in decision.erase {
            erased.insert(id)
            records[id] = nil
        }
        for (id, state) in decision.writes { records[id] = state }
        commit(decision.notify, using: &generator)

        var pager = exchange.pager(for: decision, pageRows: pageRows)
        if exchange.needsFeed(decision, headBefore: headBefore) {
            for (id, seq) in feed(of: office, after: request.cursor) {
                guard pager.take(seq: seq, id: id, state: { records[id] }) else { break }
            }
        }
        let head = channels[office]!.head
        return exchange.answer(decision, head: head, feed: pager).encoded()
    }

    /// Writes as an admin who was shown the record as it is now.
    package mutating func decide(
        _ value: Value, on id: RecordID, _ field: FieldName, dot: Dot,
        using generator: inout SeededGenerator
    ) {
        var state = records[id]!.unpacked()
        state.write(value, to: field, dot: dot, shown: state[field])
        records[id] = PackedRecord(state)
        notifyAll(id, using: &generator)
    }

    package mutating func erase(_ id: RecordID, using generator: inout SeededGenerator) {
        erased.insert(id)
        records[id] = nil
        notifyAll(id, using: &generator)
    }

    package mutating func share(
        _ id: RecordID, with office: OfficeNumber, using generator: inout SeededGenerator
    ) {
        guard audience[id]?.contains(office) != true else { return }
        commit([office: [id]], using: &generator)
    }

    private mutating func notifyAll(_ id: RecordID, using generator: inout SeededGenerator) {
        let offices = audience[id, default: []]
        commit(
            Dictionary(uniqueKeysWithValues: offices.map { ($0, [id]) }), using: &generator)
    }

    private func find(_ reads: HubReads, _ office: OfficeNumber) -> HubFound {
        let channel = channels[office]!
        let known = reads.checkpoints.filter { checkpoint in
            missing.contains(.numericCursor)
                ? checkpoint.seq <= channel.seq : channel.tags[checkpoint.seq] == checkpoint.tag
        }
        var references: [RecordReference: RecordID] = [:]
        for reference in reads.references {
            let named = channel.feed.keys.filter { RecordReference(to: $0) == reference }
            if named.count == 1 { references[reference] = named[0] }
        }
        var rows: [RecordID: HubRow] = [:]
        for id in reads.ids + references.values {
            rows[id] = HubRow(state: records[id], audience: audience[id] ?? [])
        }
        return HubFound(
            rows: rows, references: references, erased: erased.intersection(rows.keys),
            known: Set(known))
    }

    private mutating func commit(
        _ notify: [OfficeNumber: [RecordID]], using generator: inout SeededGenerator
    ) {
        for office in notify.keys.sorted() {
            for (index, id) in notify[office]!.enumerated() {
                if index.isMultiple(of: rowsPerNumber) {
                    channels[office]!.seq += 1
                    channels[office]!.tags[channels[office]!.seq] = generator.next()
                }
                channels[office]!.feed[id] = channels[office]!.seq
                audience[id, default: []].insert(office)
            }
        }
    }

    private func feed(
        of office: OfficeNumber, after cursor: UInt64
    ) -> [(id: RecordID, seq: UInt64)] {
        channels[office]!.feed
            .filter { $0.value > cursor }
            .sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            .map { (id: $0.key, seq: $0.value) }
    }
}
