package import SyncCore

/// A code that an office may join with, as the store keeps it: its secret's hash.
package struct WaitingCode: Hashable, Sendable {
    package let office: OfficeNumber
    /// SHA-256 of the secret.
    package let digest: [UInt8]
    /// Seconds since 1970.
    package let expiresAt: Int64
    /// SHA-256 of the public key that took the code; `nil` while it waits.
    package var key: [UInt8]?

    package init(office: OfficeNumber, digest: [UInt8], expiresAt: Int64, key: [UInt8]?) {
        self.office = office
        self.digest = digest
        self.expiresAt = expiresAt
        self.key = key
    }

    func isGood(at now: Int64) -> Bool { key == nil && now < expiresAt }
}
