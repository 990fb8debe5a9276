import Certificates
import Console
import Transport

/// Joins a hub: from a one-time code to a certificate.
///
/// It says nothing to anybody before the code's fingerprint has shown who answers. The key is on disk
/// before the code is sent, and stays until all is done: after a crash, or an answer that was lost,
/// the same code and key are sent again and get the same certificate.
struct Joining {
    let files: IdentityFiles
    let line: any EnrolmentLine
    /// Remembers the hub's address; the last step but tidying up.
    let remember: () throws -> Void

    func run(
        _ code: EnrolmentCode, using generator: inout some RandomNumberGenerator
    ) throws -> OfficeIdentity {
        let authority = try authority(for: code)
        let key = try key(for: code, using: &generator)
        let reply = try line.enrol(
            SigningRequest(of: key), secret: code.secret, trusting: authority)
        if case .keyKnown = reply { files.joining.remove() }
        let identity = try OfficeIdentity(
            key: key, certificate: reply.issued(), authority: authority)
        try files.identity.write(identity.pem)
        try remember()
        files.renewal.remove()
        files.joining.remove()
        return identity
    }

    private func authority(for code: EnrolmentCode) throws -> IssuedCertificate {
        let answer = try line.authority()
        guard let authority = try? IssuedCertificate(pem: answer),
            code.isOf(authority.fingerprint)
        else { throw JoinRefusal.otherHub }
        return authority
    }

    /// The key that this code was tried with before, or a new one.
    private func key(
        for code: EnrolmentCode, using generator: inout some RandomNumberGenerator
    ) throws -> SigningKey {
        let name = code.secretDigest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        if let text = try files.joining.read(), let end = text.firstIndex(of: "\n"),
            text[..<end] == name,
            let key = try? SigningKey(pem: String(text[text.index(after: end)...]))
        {
            return key
        }
        let key = SigningKey(using: &generator)
        try files.joining.write(name + "\n" + key.pem)
        return key
    }
}

extension HubConnection.CertificateReply {
    /// The certificate that came. Throws what the hub said instead.
    func issued() throws -> IssuedCertificate {
        switch self {
        case .certificate(let pem): return try IssuedCertificate(pem: pem)
        case .codeUnknown: throw JoinRefusal.codeUnknown
        case .codeSpent: throw JoinRefusal.codeSpent
        case .keyKnown: throw JoinRefusal.keyKnown
        case .notAllowed: throw JoinRefusal.notAllowed
        case .malformed: throw JoinRefusal.malformed
        }
    }
}
