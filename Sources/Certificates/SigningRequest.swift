internal import Crypto
internal import SwiftASN1
internal import X509

/// A certificate signing request (RFC 2986) whose signature was checked: whoever made it holds the key.
///
/// Nothing else in it counts: what a certificate says is the authority's to decide.
package struct SigningRequest: Sendable {
    /// Larger than any of ours, which have some two hundred bytes.
    package static let limitBytes = 4 << 10
    static let pemType = "CERTIFICATE REQUEST"

    package let pem: String
    package let fingerprint: KeyFingerprint
    let publicKey: Certificate.PublicKey

    /// Makes the request of a key.
    package init(of key: SigningKey) {
        do {
            let request = try CertificateSigningRequest(
                version: .v1, subject: DistinguishedName(), privateKey: key.asIssuer,
                attributes: .init(), signatureAlgorithm: .ecdsaWithSHA256)
            var serializer = DER.Serializer()
            try serializer.serialize(request)
            pem = PEM.text(Self.pemType, serializer.serializedBytes)
        } catch {
            preconditionFailure("a P-256 key can sign a request: \(error)")
        }
        fingerprint = key.fingerprint
        publicKey = key.publicKey
    }

    /// Reads what somebody sent.
    package init(pem: String) throws(CertificateRefusal) {
        guard pem.utf8.count <= Self.limitBytes else { throw .malformed }
        let der = try PEM.part(of: pem, type: Self.pemType)
        guard let request = try? CertificateSigningRequest(derEncoded: der) else {
            throw .malformed
        }
        guard P256.Signing.PublicKey(request.publicKey) != nil else { throw .otherKey }
        guard request.publicKey.isValidSignature(request.signature, for: request) else {
            throw .badSignature
        }
        self.pem = pem
        fingerprint = try KeyFingerprint(request.publicKey)
        publicKey = request.publicKey
    }
}
