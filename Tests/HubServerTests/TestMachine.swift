import Certificates
import HubServer
import HubStore
import SyncCore
import Transport

/// A machine of an office, that joins a hub by the hub's own routes.
struct TestMachine: Sendable {
    let identity: OfficeIdentity

    enum Failure: Error {
        case refused(HubConnection.CertificateReply)
    }

    /// Joins with a new code.
    init(_ name: String, joining server: ServerFixture) async throws {
        let code = try server.code(for: name)
        identity = try await onThread {
            var generator = SystemRandomNumberGenerator()
            let key = SigningKey(using: &generator)
            let reply = try server.enrol(key, code.secret)
            guard case .certificate(let pem) = reply else { throw Failure.refused(reply) }
            return try OfficeIdentity(
                key: key, certificate: IssuedCertificate(pem: pem),
                authority: server.authority!.certificate)
        }
    }

    init(_ identity: OfficeIdentity) {
        self.identity = identity
    }

    func connection(to server: ServerFixture) throws -> HubConnection {
        var options = TransportOptions()
        options.credentials = TransportCredentials(
            authority: identity.authority.pem, certificate: identity.certificate.pem,
            key: identity.key.pem)
        return HubConnection(to: try server.address, options: options)
    }

    /// One exchange on a connection of its own.
    func exchange(
        _ server: ServerFixture, records: [ExchangeRequest.Whole] = [],
        erasures: [RecordID] = []
    ) async throws -> ExchangeAnswer {
        try await onThread {
            let body = server.request(records: records, erasures: erasures).encoded()
            return try ExchangeAnswer(
                decoding: connection(to: server).exchange(body: body).body)
        }
    }
}

extension ServerFixture {
    var address: HubAddress {
        get throws { try HubAddress("https://127.0.0.1:\(port)") }
    }

    var tls: RawTLS { RawTLS(port: port) }

    /// A new code for an office.
    func code(for name: String) throws -> EnrolmentCode {
        var generator = SystemRandomNumberGenerator()
        let code = EnrolmentCode(
            for: authority!.certificate.fingerprint, using: &generator)
        _ = try hub.enrol(
            name, codeDigest: code.secretDigest,
            until: clock.now + EnrolmentCode.lifetimeSeconds, by: "admin")
        return code
    }

    /// Shows a code's secret for a key. Blocks.
    func enrol(_ key: SigningKey, _ secret: [UInt8]) throws -> HubConnection.CertificateReply {
        var options = TransportOptions()
        options.credentials = TransportCredentials(authority: authority!.certificate.pem)
        return try HubConnection(to: address, options: options)
            .enrol(SigningRequest(of: key).pem, secret: secret)
    }

    /// Asks for the certificate of a new key. Blocks.
    func renew(
        _ key: SigningKey, of machine: TestMachine
    ) throws -> HubConnection.CertificateReply {
        try machine.connection(to: self).renew(SigningRequest(of: key).pem)
    }

    func newKey() -> SigningKey {
        var generator = SystemRandomNumberGenerator()
        return SigningKey(using: &generator)
    }
}
