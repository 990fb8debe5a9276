internal import Crypto
internal import Foundation
internal import SwiftASN1
internal import X509

/// A certificate (RFC 5280) of a P-256 key. That it can be read says nothing of who signed it.
package struct IssuedCertificate: Sendable, Equatable {
    static let pemType = "CERTIFICATE"

    package let der: [UInt8]
    /// Of the key that it is for.
    package let fingerprint: KeyFingerprint
    /// Seconds since 1970.
    package let startsAt: Int64
    /// Seconds since 1970; from then on it is worth nothing.
    package let expiresAt: Int64
    let certificate: Certificate

    /// Reads DER, of a bounded size.
    package init(der: [UInt8]) throws(CertificateRefusal) {
        guard der.count <= PEM.limitBytes,
            let certificate = try? Certificate(derEncoded: der)
        else { throw .malformed }
        try self.init(certificate, der: der)
    }

    package init(pem: String) throws(CertificateRefusal) {
        try self.init(der: PEM.part(of: pem, type: Self.pemType))
    }

    init(_ certificate: Certificate) throws(CertificateRefusal) {
        var serializer = DER.Serializer()
        do {
            try serializer.serialize(certificate)
        } catch {
            throw .malformed
        }
        try self.init(certificate, der: serializer.serializedBytes)
    }

    private init(_ certificate: Certificate, der: [UInt8]) throws(CertificateRefusal) {
        guard P256.Signing.PublicKey(certificate.publicKey) != nil else { throw .otherKey }
        guard let startsAt = Self.seconds(certificate.notValidBefore),
            let expiresAt = Self.seconds(certificate.notValidAfter), startsAt < expiresAt
        else { throw .malformed }
        self.certificate = certificate
        self.der = der
        self.startsAt = startsAt
        self.expiresAt = expiresAt
        fingerprint = try KeyFingerprint(certificate.publicKey)
    }

    private static func seconds(_ date: Date) -> Int64? {
        Int64(exactly: date.timeIntervalSince1970.rounded())
    }

    package var pem: String { PEM.text(Self.pemType, der) }

    /// Whether the key of `authority` signed it.
    package func isSigned(by authority: IssuedCertificate) -> Bool {
        certificate.issuer == authority.certificate.subject
            && authority.certificate.publicKey.isValidSignature(
                certificate.signature, for: certificate)
    }

    /// Whether a moment is within its life.
    package func isValid(at now: Int64) -> Bool { startsAt <= now && now < expiresAt }

    /// Whether a part of its life, such as a third, is all that is left of it, or less.
    package func hasLeft(lessThan part: Int64, of whole: Int64, at now: Int64) -> Bool {
        expiresAt - now < (expiresAt - startsAt) / whole * part
    }

    /// The names and addresses that a server's certificate is for.
    package var hosts: [Host] {
        guard let names = try? certificate.extensions.subjectAlternativeNames else { return [] }
        return names.compactMap { name in
            switch name {
            case .dnsName(let text): try? Host(text)
            case .ipAddress(let octets): Host(addressBytes: Array(octets.bytes))
            default: nil
            }
        }
    }

    /// Whether it may sign others.
    var isAuthority: Bool {
        guard let constraints = try? certificate.extensions.basicConstraints else { return false }
        guard case .isCertificateAuthority = constraints else { return false }
        return true
    }

    package static func == (a: Self, b: Self) -> Bool { a.der == b.der }
}
