package import Certificates

/// Where the hub listens, and how offices prove who they are there.
package enum Listening: Sendable {
    /// Unencrypted, on this machine alone: offices show bearer secrets. For tests and a look around.
    case plain(LoopbackAddress)
    /// TLS 1.3 on any address: offices show certificates of the hub's authority.
    case encrypted(ListenAddress, HubCredentials)

    var address: ListenAddress {
        switch self {
        case .plain(let address): ListenAddress(address)
        case .encrypted(let address, _): address
        }
    }

    var credentials: HubCredentials? {
        guard case .encrypted(_, let credentials) = self else { return nil }
        return credentials
    }
}

/// What a hub shows and signs with.
package struct HubCredentials: Sendable {
    package let authority: Authority
    package let serverKey: SigningKey
    package let serverCertificate: IssuedCertificate

    /// Throws `CertificateRefusal` when the parts don't fit.
    package init(
        authority: Authority, serverKey: SigningKey, serverCertificate: IssuedCertificate
    ) throws {
        guard serverCertificate.fingerprint == serverKey.fingerprint else {
            throw CertificateRefusal.notOfThisKey
        }
        guard serverCertificate.isSigned(by: authority.certificate) else {
            throw CertificateRefusal.notOfThisAuthority
        }
        self.authority = authority
        self.serverKey = serverKey
        self.serverCertificate = serverCertificate
    }
}
