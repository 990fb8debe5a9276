extension ExchangeAnswer {
    /// The answer's deterministic bytes; `Protocol/exchange.cddl` says their form.
    package func encoded() -> [UInt8] {
        switch self {
        case .page(let page):
            return page.encoded()
        case .rewind(let checkpoint):
            var writer = Self.begin(kind: .rewind, entries: 3)
            writer.write(unsigned: 2)
            writer.write(checkpoint)
            return writer.bytes
        case .charter(let text):
            var writer = Self.begin(kind: .charter, entries: 3, reserving: text.count + 16)
            writer.write(unsigned: 2)
            writer.write(bytes: text)
            return writer.bytes
        case .batchRefused(let findings):
            var writer = Self.begin(kind: .batchRefused, entries: 3)
            writer.write(unsigned: 2)
            writer.beginArray(findings.count)
            for finding in findings {
                writer.beginArray(3)
                writer.write(unsigned: UInt64(finding.offer))
                writer.write(text: finding.field)
                writer.write(text: finding.rule.text)
            }
            return writer.bytes
        case .refused(let refusal):
            var writer = Self.begin(kind: .refused, entries: 3)
            writer.write(unsigned: 2)
            writer.write(text: refusal.rawValue)
            return writer.bytes
        }
    }

    /// Reads an answer that anybody may have sent.
    package init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        let entries = try reader.beginMap(upTo: 16)
        try reader.expectKey(0)
        let place = reader.offset
        guard try reader.readUnsigned() == ExchangeRequest.version else {
            throw WireError(.unknownMessage, at: place)
        }
        try reader.expectKey(1)
        let start = reader.offset
        guard let kind = Kind(rawValue: try reader.readUnsigned()), kind.entries == entries else {
            throw WireError(.unknownMessage, at: start)
        }
        try reader.expectKey(2)
        switch kind {
        case .page: self = .page(try Page(from: &reader))
        case .rewind: self = .rewind(try reader.readCheckpoint())
        case .charter:
            self = .charter(Array(try reader.readBytes(upTo: ExchangeLimits.charterBytes)))
        case .batchRefused: self = .batchRefused(try Self.readFindings(from: &reader))
        case .refused:
            let place = reader.offset
            guard let refusal = Refusal(rawValue: try reader.readText(upTo: Code.maximumBytes))
            else { throw WireError(.unknownMessage, at: place) }
            self = .refused(refusal)
        }
        try reader.expectEnd()
    }

    fileprivate enum Kind: UInt64 {
        case page = 0
        case rewind = 1
        case batchRefused = 2
        case refused = 3
        case charter = 4

        var entries: Int { self == .page ? 7 : 3 }
    }

    fileprivate static func begin(
        kind: Kind, entries: Int, reserving sizeBytes: Int = 64
    ) -> CBORWriter {
        var writer = CBORWriter(reserving: sizeBytes)
        writer.beginMap(entries)
        writer.write(unsigned: 0)
        writer.write(unsigned: ExchangeRequest.version)
        writer.write(unsigned: 1)
        writer.write(unsigned: kind.rawValue)
        return writer
    }

    private static func readFindings(
        from reader: inout CBORReader
    ) throws(WireError) -> [BatchFinding] {
        var findings: [BatchFinding] = []
        for _ in 0..<(try reader.beginArray(upTo: BatchFinding.limit)) {
            try reader.beginArray(exactly: 3)
            findings.append(
                BatchFinding(
                    offer: try reader.readCount(upTo: ExchangeLimits.offers - 1),
                    field: try readField(from: &reader),
                    rule: try reader.readCode()))
        }
        return findings
    }

    /// A register's name, or nothing: no sentence reaches an office in place of one.
    private static func readField(from reader: inout CBORReader) throws(WireError) -> String {
        let start = reader.offset
        let text = try reader.readText(upTo: FieldName.maximumBytes)
        guard text.isEmpty || FieldName.isName(text.utf8) else {
            throw WireError(.notACode, at: start)
        }
        return text
    }
}

extension ExchangeAnswer.Page {
    fileprivate func encoded() -> [UInt8] {
        var writer = ExchangeAnswer.begin(
            kind: .page, entries: 7, reserving: 1024 + outcomes.count + 48 * feed.count)
        writer.write(unsigned: 2)
        Self.write(outcomes, to: &writer)
        writer.write(unsigned: 3)
        Self.write(feed, to: &writer)
        writer.write(unsigned: 4)
        writer.write(unsigned: cursor)
        writer.write(unsigned: 5)
        writer.write(head)
        writer.write(unsigned: 6)
        writer.write(more)
        return writer.bytes
    }

    fileprivate init(from reader: inout CBORReader) throws(WireError) {
        let outcomes = try Self.readOutcomes(from: &reader)
        try reader.expectKey(3)
        let feed = try Self.readFeed(from: &reader)
        try reader.expectKey(4)
        let cursor = try reader.readUnsigned()
        try reader.expectKey(5)
        let head = try reader.readCheckpoint()
        try reader.expectKey(6)
        self.init(
            outcomes: outcomes, feed: feed, cursor: cursor, head: head,
            more: try reader.readBool())
    }

    // MARK: Outcomes

    /// The byte of each outcome.
    private enum Mark: UInt8 {
        case asExpected = 0
        case erased = 1
        case deferred = 2
        case state = 3
        case typeMismatch = 4
        case contradictory = 5
        case recordTooLarge = 6
        case unknown = 7

        init(_ outcome: ExchangeAnswer.Outcome) {
            switch outcome {
            case .asExpected: self = .asExpected
            case .erased: self = .erased
            case .deferred: self = .deferred
            case .state: self = .state
            case .refused(.typeMismatch): self = .typeMismatch
            case .refused(.contradictory): self = .contradictory
            case .refused(.recordTooLarge): self = .recordTooLarge
            case .unknown: self = .unknown
            }
        }

        /// The outcome; `nil` for the one that brings a state.
        var outcome: ExchangeAnswer.Outcome? {
            switch self {
            case .asExpected: .asExpected
            case .erased: .erased
            case .deferred: .deferred
            case .state: nil
            case .typeMismatch: .refused(.typeMismatch)
            case .contradictory: .refused(.contradictory)
            case .recordTooLarge: .refused(.recordTooLarge)
            case .unknown: .unknown
            }
        }
    }

    private static func write(
        _ outcomes: [ExchangeAnswer.Outcome], to writer: inout CBORWriter
    ) {
        var states: [(place: Int, state: PackedRecord)] = []
        for (place, outcome) in outcomes.enumerated() {
            if case .state(let state) = outcome { states.append((place, state)) }
        }
        states = RecordColumns.grouped(states, by: \.state)
        writer.beginArray(3)
        writer.write(bytes: outcomes.map { Mark($0).rawValue })
        NumberColumn.writeSteps(states.lazy.map { UInt64($0.place) }, to: &writer)
        RecordColumns.write(states.map(\.state), to: &writer)
    }

    private static func readOutcomes(
        from reader: inout CBORReader
    ) throws(WireError) -> [ExchangeAnswer.Outcome] {
        try reader.beginArray(exactly: 3)
        let start = reader.offset
        var outcomes: [ExchangeAnswer.Outcome?] = []
        var stateCount = 0
        for byte in try reader.readBytes(upTo: ExchangeLimits.offers) {
            guard let mark = Mark(rawValue: byte) else {
                throw WireError(.unknownMessage, at: start)
            }
            outcomes.append(mark.outcome)
            if mark == .state { stateCount += 1 }
        }
        let placesStart = reader.offset
        let places = try NumberColumn.readSteps(count: stateCount, from: &reader)
        let statesStart = reader.offset
        let states = try RecordColumns.read(upTo: stateCount, from: &reader)
        guard states.count == stateCount else { throw WireError(.unexpectedItem, at: statesStart) }
        for (place, state) in zip(places, states) {
            guard place < UInt64(outcomes.count), outcomes[Int(place)] == nil else {
                throw WireError(.invalidRecord, at: placesStart)
            }
            outcomes[Int(place)] = .state(state)
        }
        try checkOrder(places, states, at: placesStart)
        return outcomes.compactMap(\.self)
    }

    /// States are grouped by their first appearance among the outcomes, and stand there in order.
    private static func checkOrder(
        _ places: [UInt64], _ states: [PackedRecord], at start: Int
    ) throws(WireError) {
        let pairs = zip(places, states).map { (place: $0, state: $1) }
        let sorted = RecordColumns.grouped(
            pairs.sorted { $0.place < $1.place }, by: \.state)
        guard sorted.map(\.place) == places else { throw WireError(.notCanonical, at: start) }
    }

    // MARK: Feed

    private static func write(_ feed: [ExchangeAnswer.FeedRow], to writer: inout CBORWriter) {
        let goneCount = feed.prefix { $0.state == nil }.count
        let (gone, kept) = (feed[..<goneCount], feed[goneCount...])
        writer.beginArray(5)
        writer.write(ids: gone.map(\.id))
        NumberColumn.writeSteps(gone.lazy.map(\.seq), to: &writer)
        writer.write(ids: kept.map(\.id))
        NumberColumn.writeSteps(kept.lazy.map(\.seq), to: &writer)
        RecordColumns.write(kept.compactMap(\.state), to: &writer)
    }

    private static func readFeed(
        from reader: inout CBORReader
    ) throws(WireError) -> [ExchangeAnswer.FeedRow] {
        try reader.beginArray(exactly: 5)
        let limit = ExchangeLimits.pageRows + ExchangeLimits.rowsPerNumber
        let gone: [RecordID] = try reader.readIDs(upTo: limit)
        let goneNumbers = try NumberColumn.readSteps(count: gone.count, from: &reader)
        let kept: [RecordID] = try reader.readIDs(upTo: limit - gone.count)
        let keptNumbers = try NumberColumn.readSteps(count: kept.count, from: &reader)
        let start = reader.offset
        let states = try RecordColumns.read(upTo: kept.count, from: &reader)
        guard states.count == kept.count else { throw WireError(.unexpectedItem, at: start) }
        return zip(gone, goneNumbers).map { .init(seq: $1, id: $0, state: nil) }
            + kept.indices.map { .init(seq: keptNumbers[$0], id: kept[$0], state: states[$0]) }
    }
}
