internal import Crypto
internal import Foundation

/// The key under which the office keeps each person's key: 256 random bits.
///
/// It stands in no file: each account has it wrapped under a key derived from its password, the
/// recovery code opens one more wrapping, and a session holds it for a quarter of an hour.
struct OfficeKey: Sendable {
    static let byteCount = 32

    let bytes: SecretBytes

    init() {
        var generator = SystemRandomNumberGenerator()
        bytes = SecretBytes(random: Self.byteCount, using: &generator)
    }

    /// `nil` for another number of bytes.
    init?(_ bytes: SecretBytes) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// The same as swift-crypto wants it, for one use.
    var key: SymmetricKey { bytes.withBytes { SymmetricKey(data: $0) } }

    /// Another key, by HKDF (RFC 5869), for what isn't to be sealed under this one.
    func derived(for purpose: StaticString) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, info: Array(purpose.description.utf8),
            outputByteCount: Self.byteCount)
    }
}
