/// What an office shows a hub, and what it knows the hub by: its key, the certificate of that key, and
/// the hub's authority, which signed it. The three fit, or there is no such value.
package struct OfficeIdentity: Sendable {
    package let key: SigningKey
    package let certificate: IssuedCertificate
    package let authority: IssuedCertificate

    package init(
        key: SigningKey, certificate: IssuedCertificate, authority: IssuedCertificate
    ) throws(CertificateRefusal) {
        guard certificate.fingerprint == key.fingerprint else { throw .notOfThisKey }
        guard authority.isAuthority, certificate.isSigned(by: authority) else {
            throw .notOfThisAuthority
        }
        self.key = key
        self.certificate = certificate
        self.authority = authority
    }

    /// Reads the three, in this order, from one text.
    package init(pem: String) throws(CertificateRefusal) {
        let parts = try PEM.parts(
            of: pem,
            types: [SigningKey.pemType, IssuedCertificate.pemType, IssuedCertificate.pemType])
        try self.init(
            key: SigningKey(der: parts[0]), certificate: IssuedCertificate(der: parts[1]),
            authority: IssuedCertificate(der: parts[2]))
    }

    package var pem: String { key.pem + certificate.pem + authority.pem }

    /// Offices renew when a third of the certificate's life is left.
    package func isDue(at now: Int64) -> Bool {
        certificate.hasLeft(lessThan: 1, of: 3, at: now)
    }
}
