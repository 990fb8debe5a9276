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
                writer.write(finding.id)
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
                    id: try reader.readID(), field: try readField(from: &reader),
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
        let size = feed.reduce(256) { $0 + ($1.state?.bytes.count ?? 0) + 32 }
        var writer = ExchangeAnswer.begin(kind: .page, entries: 7, reserving: size)
        writer.write(unsigned: 2)
        writer.beginArray(outcomes.count)
        for outcome in outcomes { Self.write(outcome, to: &writer) }
        writer.write(unsigned: 3)
        writer.beginArray(feed.count)
        var previous: UInt64 = 0
        for row in feed {
            writer.beginArray(3)
            writer.write(unsigned: row.seq - previous)
            previous = row.seq
            writer.write(row.id)
            if let state = row.state {
                writer.write(encoded: state.bytes)
            } else {
                writer.writeNull()
            }
        }
        writer.write(unsigned: 4)
        writer.write(unsigned: cursor)
        writer.write(unsigned: 5)
        writer.write(head)
        writer.write(unsigned: 6)
        writer.write(more)
        return writer.bytes
    }

    private static func write(_ outcome: ExchangeAnswer.Outcome, to writer: inout CBORWriter) {
        switch outcome {
        case .asExpected: writer.write(unsigned: 0)
        case .erased: writer.write(unsigned: 1)
        case .deferred: writer.write(unsigned: 2)
        case .state(let state): writer.write(encoded: state.bytes)
        case .refused(let refusal): writer.write(text: refusal.rawValue)
        }
    }

    fileprivate init(from reader: inout CBORReader) throws(WireError) {
        var records = RecordReader()
        let outcomeCount = try reader.beginArray(upTo: ExchangeLimits.offers)
        var outcomes: [ExchangeAnswer.Outcome] = []
        outcomes.reserveCapacity(outcomeCount)
        for _ in 0..<outcomeCount {
            outcomes.append(try Self.readOutcome(from: &reader, &records))
        }
        try reader.expectKey(3)
        let feed = try Self.readFeed(from: &reader, &records)
        try reader.expectKey(4)
        let cursor = try reader.readUnsigned()
        try reader.expectKey(5)
        let head = try reader.readCheckpoint()
        try reader.expectKey(6)
        self.init(
            outcomes: outcomes, feed: feed, cursor: cursor, head: head,
            more: try reader.readBool())
    }

    private static func readOutcome(
        from reader: inout CBORReader, _ records: inout RecordReader
    ) throws(WireError) -> ExchangeAnswer.Outcome {
        let start = reader.offset
        switch try reader.peekMajor() {
        case 4:
            return .state(try records.read(from: &reader))
        case 3:
            let text = try reader.readText(upTo: Code.maximumBytes)
            guard let refusal = ExchangeAnswer.RecordRefusal(rawValue: text) else {
                throw WireError(.unknownMessage, at: start)
            }
            return .refused(refusal)
        default:
            switch try reader.readUnsigned() {
            case 0: return .asExpected
            case 1: return .erased
            case 2: return .deferred
            default: throw WireError(.unknownMessage, at: start)
            }
        }
    }

    private static func readFeed(
        from reader: inout CBORReader, _ records: inout RecordReader
    ) throws(WireError) -> [ExchangeAnswer.FeedRow] {
        let count = try reader.beginArray(
            upTo: ExchangeLimits.pageRows + ExchangeLimits.rowsPerNumber)
        var feed: [ExchangeAnswer.FeedRow] = []
        feed.reserveCapacity(count)
        var seq: UInt64 = 0
        for _ in 0..<count {
            let start = reader.offset
            try reader.beginArray(exactly: 3)
            let (sum, overflow) = seq.addingReportingOverflow(try reader.readUnsigned())
            guard !overflow else { throw WireError(.tooLong, at: start) }
            seq = sum
            let id: RecordID = try reader.readID()
            let state = reader.skipNull() ? nil : try records.read(from: &reader)
            feed.append(.init(seq: seq, id: id, state: state))
        }
        return feed
    }
}
