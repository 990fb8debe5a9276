import SyncCore

/// The diagnostic notation (RFC 8949 §8) of deterministic CBOR, on one line.
enum Diagnostic {
    static func notation(of bytes: [UInt8]) throws -> String {
        var reader = CBORReader(bytes)
        let text = try item(&reader)
        try reader.expectEnd()
        return text
    }

    private static func item(_ reader: inout CBORReader) throws -> String {
        switch try reader.peekMajor() {
        case 2:
            return "h'\(Hex.text(try reader.readBytes(upTo: .max)))'"
        case 3:
            return "\"\(try reader.readText(upTo: .max))\""
        case 4:
            let count = try reader.beginArray(upTo: .max)
            let items = try (0..<count).map { _ in try item(&reader) }
            return "[\(items.joined(separator: ", "))]"
        case 5:
            let count = try reader.beginMap(upTo: .max)
            let pairs = try (0..<count).map { _ in
                "\(try item(&reader)): \(try item(&reader))"
            }
            return "{\(pairs.joined(separator: ", "))}"
        case 0:
            return "\(try reader.readUnsigned())"
        default:
            switch try reader.readValue() {
            case .withdrawn: return "null"
            case .flag(let flag): return "\(flag)"
            case .number(let number): return "\(number)"
            case .code(let code): return "\"\(code)\""
            }
        }
    }
}

enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
