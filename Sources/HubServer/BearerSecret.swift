/// What an office proves with that it may speak for itself, until certificates do: 32 random bytes,
/// of which the hub keeps the SHA-256 alone.
package struct BearerSecret: Sendable, LosslessStringConvertible {
    private static let countBytes = 32

    package let bytes: [UInt8]

    /// Draws a new secret.
    package init(using generator: inout some RandomNumberGenerator) {
        bytes = (0..<Self.countBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator)
        }
    }

    /// 64 lower-case hexadecimal digits: what the office's secret file holds.
    package var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    package init?(_ description: String) {
        let digits = description.utf8.compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
            default: nil
            }
        }
        guard description.utf8.count == 2 * Self.countBytes, digits.count == 2 * Self.countBytes
        else { return nil }
        bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// Reads `Authorization: Bearer …`.
    init?(header: String?) {
        guard let words = header?.split(separator: " "), words.count == 2,
            words[0].lowercased() == "bearer"
        else { return nil }
        self.init(String(words[1]))
    }
}
