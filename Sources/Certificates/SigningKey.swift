internal import Crypto
internal import X509

/// A private key of P-256, with which a hub or an office proves who it is. Never printed.
package struct SigningKey: Sendable {
    static let pemType = "PRIVATE KEY"

    let key: P256.Signing.PrivateKey

    /// Draws a new key.
    package init(using generator: inout some RandomNumberGenerator) {
        while true {
            let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            // One draw in 2^32 is no key of the curve.
            if let key = try? P256.Signing.PrivateKey(rawRepresentation: bytes) {
                self.key = key
                return
            }
        }
    }

    /// Reads PKCS #8.
    package init(pem: String) throws(CertificateRefusal) {
        try self.init(der: PEM.part(of: pem, type: Self.pemType))
    }

    init(der: [UInt8]) throws(CertificateRefusal) {
        guard let key = try? P256.Signing.PrivateKey(derRepresentation: der) else {
            throw .malformed
        }
        self.key = key
    }

    /// PKCS #8.
    package var pem: String { PEM.text(Self.pemType, Array(key.derRepresentation)) }

    package var fingerprint: KeyFingerprint {
        KeyFingerprint(ofPublicKeyInfo: key.publicKey.derRepresentation)
    }

    var publicKey: Certificate.PublicKey { Certificate.PublicKey(key.publicKey) }
    var asIssuer: Certificate.PrivateKey { Certificate.PrivateKey(key) }
}
