/// What a fuzzer feeds with bytes: each reader of things that somebody else may have written.
///
/// A target ends, whatever the bytes are. It throws when a promise is broken; a trap, a hang or memory
/// touched out of turn are for whoever runs it to see.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// One packed record.
    case record
    /// Up to three packed records, one after the other, and their joins.
    case join
    /// A request, decoded and decided upon by a hub.
    case request
    /// An answer, decoded and received by an office.
    case answer
    /// A compressed message.
    case zstd
    /// The text of a charter.
    case charter
    /// Edits of a charter, and what is narrower of the two.
    case narrowing
    /// The monthly flow of the CAF.
    case rsabem
    /// A spreadsheet.
    case csv
    /// The map of a spreadsheet's columns.
    case columns

    /// Lets the target read `bytes`.
    package func run(_ bytes: [UInt8]) throws {
        switch self {
        case .record: try RecordTarget.run(bytes)
        case .join: try JoinTarget.run(bytes)
        case .request: try RequestTarget.run(bytes)
        case .answer: try AnswerTarget.run(bytes)
        case .zstd: try ZstdTarget.run(bytes)
        case .charter: try CharterTarget.run(bytes)
        case .narrowing: try NarrowingTarget.run(bytes)
        case .rsabem: try RSABEMTarget.run(bytes)
        case .csv: try CSVTarget.run(bytes)
        case .columns: try ColumnMapTarget.run(bytes)
        }
    }

    /// Inputs to start from that no file holds.
    package var seeds: [(name: String, bytes: [UInt8])] {
        switch self {
        case .request: FuzzMessages.requests
        case .answer: FuzzMessages.answers
        default: []
        }
    }

    /// Whether its input is CBOR, which is better changed item by item than byte by byte.
    package var readsCBOR: Bool {
        switch self {
        case .record, .join, .request, .answer: true
        default: false
        }
    }
}
