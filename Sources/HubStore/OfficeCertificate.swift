package import SyncCore

/// A certificate that the hub gave an office. The key decides, whatever the certificate says.
package struct OfficeCertificate: Hashable, Sendable {
    /// SHA-256 of its public key.
    package let key: [UInt8]
    package let office: OfficeNumber
    package let der: [UInt8]
    /// Seconds since 1970.
    package let expiresAt: Int64
    package let isRevoked: Bool

    package init(
        key: [UInt8], office: OfficeNumber, der: [UInt8], expiresAt: Int64, isRevoked: Bool = false
    ) {
        self.key = key
        self.office = office
        self.der = der
        self.expiresAt = expiresAt
        self.isRevoked = isRevoked
    }

    func isGood(at now: Int64) -> Bool { !isRevoked && now < expiresAt }
}
