internal import Crypto
internal import SwiftASN1
internal import X509

/// Names a public key: the SHA-256 of its SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), 32 bytes.
package struct KeyFingerprint: Hashable, Sendable, CustomStringConvertible {
    package static let countBytes = 32

    package let bytes: [UInt8]

    /// Of a SubjectPublicKeyInfo in DER.
    package init(ofPublicKeyInfo der: some Sequence<UInt8>) {
        bytes = Array(SHA256.hash(data: Array(der)))
    }

    init(_ key: Certificate.PublicKey) throws(CertificateRefusal) {
        var serializer = DER.Serializer()
        do {
            try serializer.serialize(key)
        } catch {
            throw .malformed
        }
        self.init(ofPublicKeyInfo: serializer.serializedBytes)
    }

    /// 64 lower-case hexadecimal digits.
    package var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
