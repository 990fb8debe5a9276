internal import Foundation
internal import X509

/// A hub's certificate authority: the one root that its server and its offices trust.
///
/// It is self-signed, and may sign certificates of servers and offices but no other authority. Time
/// and chance are passed in; times are seconds since 1970.
package struct Authority: Sendable {
    private static let daySeconds: Int64 = 86_400
    static let lifetimeDays: Int64 = 20 * 365
    package static let serverDays: Int64 = 730
    package static let officeDays: Int64 = 90

    package let certificate: IssuedCertificate
    package let key: SigningKey

    /// Makes a new authority.
    package init(at now: Int64, using generator: inout some RandomNumberGenerator) {
        let key = SigningKey(using: &generator)
        let serial = Self.serial(using: &generator)
        // Two hubs' authorities have different names, as RFC 5280 wants it.
        let name = Self.name("Secteur hub \(key.fingerprint.description.prefix(16))")
        self.key = key
        certificate = Self.issue(
            serial, name, key.publicKey, days: Self.lifetimeDays, at: now, by: key, name,
            Self.extensions(
                BasicConstraints.isCertificateAuthority(maxPathLength: 0),
                KeyUsage(keyCertSign: true, cRLSign: true), key.publicKey, key.publicKey))
    }

    /// Puts one together again. Throws when the key isn't the certificate's.
    package init(
        certificate: IssuedCertificate, key: SigningKey
    ) throws(CertificateRefusal) {
        guard certificate.fingerprint == key.fingerprint else { throw .notOfThisKey }
        guard certificate.isAuthority, certificate.isSigned(by: certificate) else {
            throw .notOfThisAuthority
        }
        self.certificate = certificate
        self.key = key
    }

    /// The certificate of the hub's server, for the names by which offices reach it.
    package func server(
        _ key: SigningKey, hosts: [Host], at now: Int64,
        using generator: inout some RandomNumberGenerator
    ) -> IssuedCertificate {
        issue(
            Self.name("Secteur hub"), key.publicKey, days: Self.serverDays, at: now, &generator,
            .serverAuth, SubjectAlternativeNames(hosts.map(\.generalName)))
    }

    /// An office's certificate. The number in it is for people who look: the hub goes by the key.
    package func office(
        _ number: Int64, _ request: SigningRequest, at now: Int64,
        using generator: inout some RandomNumberGenerator
    ) -> IssuedCertificate {
        issue(
            Self.name("Secteur office \(number)"), request.publicKey, days: Self.officeDays,
            at: now, &generator, .clientAuth, nil)
    }

    // MARK: Inside

    private func issue(
        _ subject: DistinguishedName, _ publicKey: Certificate.PublicKey, days: Int64,
        at now: Int64, _ generator: inout some RandomNumberGenerator,
        _ usage: ExtendedKeyUsage.Usage, _ names: SubjectAlternativeNames?
    ) -> IssuedCertificate {
        var extensions = Self.extensions(
            BasicConstraints.notCertificateAuthority, KeyUsage(digitalSignature: true), publicKey,
            key.publicKey)
        do {
            try extensions.append(.init(ExtendedKeyUsage([usage]), critical: false))
            if let names { try extensions.append(.init(names, critical: false)) }
        } catch {
            preconditionFailure("an extension of ours can be encoded: \(error)")
        }
        return Self.issue(
            Self.serial(using: &generator), subject, publicKey, days: days, at: now, by: key,
            certificate.certificate.subject, extensions)
    }

    private static func issue(
        _ serial: Certificate.SerialNumber, _ subject: DistinguishedName,
        _ publicKey: Certificate.PublicKey, days: Int64, at now: Int64, by issuer: SigningKey,
        _ issuerName: DistinguishedName, _ extensions: Certificate.Extensions
    ) -> IssuedCertificate {
        do {
            return try IssuedCertificate(
                Certificate(
                    version: .v3, serialNumber: serial, publicKey: publicKey,
                    // A day of grace for machines whose clocks are slow.
                    notValidBefore: date(now - daySeconds),
                    notValidAfter: date(now + days * daySeconds),
                    issuer: issuerName, subject: subject,
                    signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
                    issuerPrivateKey: issuer.asIssuer))
        } catch {
            preconditionFailure("a P-256 key can sign a certificate: \(error)")
        }
    }

    private static func extensions(
        _ constraints: BasicConstraints, _ usage: KeyUsage, _ key: Certificate.PublicKey,
        _ issuer: Certificate.PublicKey
    ) -> Certificate.Extensions {
        do {
            return try Certificate.Extensions {
                Critical(constraints)
                Critical(usage)
                SubjectKeyIdentifier(hash: key)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: issuer).keyIdentifier)
            }
        } catch {
            preconditionFailure("an extension of ours can be encoded: \(error)")
        }
    }

    /// 127 random bits: positive, as RFC 5280 wants it.
    private static func serial(
        using generator: inout some RandomNumberGenerator
    ) -> Certificate.SerialNumber {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        bytes[0] = bytes[0] & 0x7f | 0x40
        return Certificate.SerialNumber(bytes: bytes)
    }

    private static func name(_ text: String) -> DistinguishedName {
        do {
            return try DistinguishedName { CommonName(text) }
        } catch {
            preconditionFailure("a name of ours can be encoded: \(error)")
        }
    }

    private static func date(_ seconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(seconds))
    }
}
