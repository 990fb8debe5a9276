import Charter
import SyncCore

/// What a record's box holds, as deterministic CBOR.
///
///     contents = [2, type, {* field => [kind, value]}, [* undisclosed field], shown, history]
///
/// Format 1 had no history.
///
/// Free text is a byte string of UTF-8: the protocol's reader has no other text than codes, on
/// purpose, and these bytes never meet the protocol.
struct BoxContents {
    var record: CaseRecord
    var undisclosed: Set<Code>
    var shown: [UInt8]
    var history: RecordHistory

    private static let format: UInt64 = 2
    private static let maximumBytes = 1 << 24

    init(
        record: CaseRecord, undisclosed: Set<Code>, shown: [UInt8], history: RecordHistory
    ) {
        self.record = record
        self.undisclosed = undisclosed
        self.shown = shown
        self.history = history
    }

    var encoded: [UInt8] {
        var writer = CBORWriter(reserving: 512 + shown.count)
        writer.beginArray(6)
        writer.write(unsigned: Self.format)
        writer.write(text: record.type.text)
        writer.beginMap(record.values.count)
        for (name, value) in record.values.sorted(by: { $0.key < $1.key }) {
            writer.write(text: name.text)
            Self.write(value, to: &writer)
        }
        Self.write(undisclosed, to: &writer)
        writer.write(bytes: shown)
        history.write(to: &writer)
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        let count = try reader.beginArray(upTo: 16)
        let format = try reader.readUnsigned()
        guard (format == 1 && count == 5) || (format == Self.format && count == 6) else {
            throw WireError(.unknownMessage, at: 0)
        }
        let type = try reader.readCode()
        var values: [Code: CaseValue] = [:]
        for _ in 0..<(try reader.beginMap(upTo: Self.maximumBytes)) {
            let name = try reader.readCode()
            values[name] = try Self.readValue(from: &reader)
        }
        record = CaseRecord(type: type, values: values)
        undisclosed = try Self.readCodes(from: &reader)
        shown = Array(try reader.readBytes(upTo: Self.maximumBytes))
        history = format == 1 ? RecordHistory() : try RecordHistory(from: &reader)
        try reader.expectEnd()
    }

    private static func write(_ value: CaseValue, to writer: inout CBORWriter) {
        writer.beginArray(2)
        switch value {
        case .text(let text):
            writer.write(unsigned: 0)
            writer.write(bytes: text.utf8)
        case .date(let date):
            writer.write(unsigned: 1)
            date.write(to: &writer)
        case .number(let number):
            writer.write(unsigned: 2)
            writer.write(number)
        case .flag(let flag):
            writer.write(unsigned: 3)
            writer.write(flag)
        case .code(let code):
            writer.write(unsigned: 4)
            writer.write(text: code.text)
        case .codes(let codes):
            writer.write(unsigned: 5)
            write(codes, to: &writer)
        }
    }

    private static func readValue(from reader: inout CBORReader) throws(WireError) -> CaseValue {
        let start = reader.offset
        try reader.beginArray(exactly: 2)
        switch try reader.readUnsigned() {
        case 0:
            let utf8 = try reader.readBytes(upTo: maximumBytes)
            return .text(String(decoding: utf8, as: UTF8.self))
        case 1: return .date(try CivilDate(from: &reader))
        case 2:
            guard case .number(let number) = try reader.readValue() else {
                throw WireError(.unexpectedItem, at: start)
            }
            return .number(number)
        case 3: return .flag(try reader.readBool())
        case 4: return .code(try reader.readCode())
        case 5: return .codes(try readCodes(from: &reader))
        default: throw WireError(.unexpectedItem, at: start)
        }
    }

    private static func write(_ codes: Set<Code>, to writer: inout CBORWriter) {
        writer.beginArray(codes.count)
        for code in codes.sorted() { writer.write(text: code.text) }
    }

    private static func readCodes(from reader: inout CBORReader) throws(WireError) -> Set<Code> {
        var codes: Set<Code> = []
        for _ in 0..<(try reader.beginArray(upTo: maximumBytes)) {
            codes.insert(try reader.readCode())
        }
        return codes
    }
}
