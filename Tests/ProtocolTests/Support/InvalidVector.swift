import SyncCore

/// Bytes that must be refused, and why.
struct InvalidVector {
    enum Kind: String {
        case record
        case request
        case answer
    }

    let kind: Kind
    let name: String
    let meaning: String
    let code: WireError.Code
    let bytes: [UInt8]

    init(
        _ kind: Kind, _ name: String, _ meaning: String, _ code: WireError.Code, _ bytes: [UInt8]
    ) {
        self.kind = kind
        self.name = name
        self.meaning = meaning
        self.code = code
        self.bytes = bytes
    }

    /// What the decoder says of it; `nil` when it takes it.
    var refusal: WireError? {
        do throws(WireError) {
            switch kind {
            case .record:
                var reader = RecordReader()
                _ = try reader.read(bytes)
            case .request: _ = try ExchangeRequest(decoding: bytes)
            case .answer: _ = try ExchangeAnswer(decoding: bytes)
            }
            return nil
        } catch {
            return error
        }
    }
}
