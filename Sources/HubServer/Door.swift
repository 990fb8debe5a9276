import HubStore
import Hummingbird
import NIOCore
import NIOPosix
import NIOSSL
import SyncCore

/// Who sent a request. Over TLS only the certificate of the connection tells, and without TLS only
/// the bearer secret. It is looked up in the store at each request, so that an office that was shut out
/// is out on open connections too.
struct Door: Sendable {
    let hub: Hub
    let pool: NIOThreadPool
    let isEncrypted: Bool
    let surroundings: HubServer.Surroundings

    /// `nil` for a stranger.
    func office(of request: Request, _ context: HubRequestContext) async throws -> OfficeNumber? {
        if isEncrypted {
            guard let key = try await key(of: context.channel) else { return nil }
            return try await pool.runIfActive {
                try hub.office(ofKey: key, at: surroundings.now())
            }
        }
        guard let secret = BearerSecret(header: request.headers[.authorization]) else { return nil }
        let digest = surroundings.sha256(secret.bytes)
        return try await pool.runIfActive { try hub.office(ofSecretDigest: digest) }
    }

    /// SHA-256 of the public key of the connection's certificate, which the handshake checked: that
    /// the authority signed it, and that the peer holds the key.
    private func key(of channel: any Channel) async throws -> [UInt8]? {
        guard let certificate = try await channel.nioSSL_peerCertificate().get() else { return nil }
        return surroundings.sha256(try certificate.extractPublicKey().toSPKIBytes())
    }
}
