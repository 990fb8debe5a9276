internal import Crypto
internal import Foundation

/// The code on paper that opens the office when no administrator can: 160 random bits as eight
/// groups of four letters and digits.
///
/// It is printed once and kept nowhere. Letters are those of Crockford's base 32, which has no I,
/// L, O or U, so that it can be copied by hand.
package struct RecoveryCode: Sendable {
    private let bytes: SecretBytes

    private static let byteCount = 20
    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    package init(using generator: inout some RandomNumberGenerator) {
        bytes = SecretBytes(random: Self.byteCount, using: &generator)
    }

    /// Reads a code as it was copied: small letters, blanks and hyphens are fine, O is read as 0,
    /// I and L as 1. `nil` for what can't be one.
    package init?(_ text: SecretBytes) {
        var bits: UInt64 = 0
        var bitCount = 0
        var isCode = true
        bytes = SecretBytes(upTo: Self.byteCount) { space in
            var used = 0
            text.withBytes { typed in
                for byte in typed where !Self.isBlank(byte) {
                    guard let value = Self.value(of: byte) else {
                        isCode = false
                        return
                    }
                    bits = (bits << 5 | value) & 0xfff
                    bitCount += 5
                    guard bitCount >= 8 else { continue }
                    bitCount -= 8
                    guard used < space.count else {
                        isCode = false
                        return
                    }
                    space[used] = UInt8(truncatingIfNeeded: bits >> UInt64(bitCount))
                    used += 1
                }
            }
            return used
        }
        guard isCode, bitCount == 0, bytes.count == Self.byteCount else { return nil }
    }

    /// `7K3M-…`: for a person to copy, once.
    package var text: String {
        var digits: [UInt8] = []
        var bits: UInt64 = 0
        var bitCount = 0
        bytes.withBytes { bytes in
            for byte in bytes {
                bits = (bits << 8 | UInt64(byte)) & 0xfff
                bitCount += 8
                while bitCount >= 5 {
                    bitCount -= 5
                    if digits.count % 5 == 4 { digits.append(UInt8(ascii: "-")) }
                    digits.append(Self.digits[Int(bits >> UInt64(bitCount) & 31)])
                }
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    // MARK: What it opens

    /// The office's key sealed under a key that is derived from the code. So many random bits
    /// need no slow derivation.
    func wrap(_ key: OfficeKey, salt: Data) -> Data {
        Seal.wrap(key.bytes, under: derived(salt), context: Self.context(salt))
    }

    func unwrap(_ box: Data, salt: Data) -> OfficeKey? {
        Seal.unwrap(box, under: derived(salt), context: Self.context(salt)).flatMap(OfficeKey.init)
    }

    private func derived(_ salt: Data) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: bytes.withBytes { SymmetricKey(data: $0) }, salt: salt,
            info: Data("secteur recovery 1".utf8), outputByteCount: OfficeKey.byteCount)
    }

    private static func context(_ salt: Data) -> [UInt8] {
        Seal.context("recovery-key", "office", Array(salt))
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }

    private static func value(of byte: UInt8) -> UInt64? {
        let upper = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return digits.firstIndex(of: upper).map(UInt64.init)
        }
    }
}
