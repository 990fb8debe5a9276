import Certificates
import Console
import Transport

/// Gets the office a new certificate in good time, before a sync.
///
/// The new key is on disk before it is sent, and takes the place of the old one together with its
/// certificate: whatever happens in between, one of the two is there and good.
struct Renewal {
    let files: IdentityFiles
    let line: any EnrolmentLine

    /// The identity to go on with: the new one, or the same when it isn't due.
    ///
    /// - Parameter now: seconds since 1970.
    func run(
        _ identity: OfficeIdentity, at now: Int64, using generator: inout some RandomNumberGenerator
    ) throws -> OfficeIdentity {
        guard identity.isDue(at: now) else { return identity }
        let key = try key(after: identity, using: &generator)
        let reply = try line.renew(SigningRequest(of: key), showing: identity)
        if case .keyKnown = reply { files.renewal.remove() }
        let renewed = try OfficeIdentity(
            key: key, certificate: reply.issued(), authority: identity.authority)
        try files.identity.write(renewed.pem)
        files.renewal.remove()
        return renewed
    }

    /// The key of a renewal that didn't come to its end, or a new one.
    private func key(
        after identity: OfficeIdentity, using generator: inout some RandomNumberGenerator
    ) throws -> SigningKey {
        if let text = try files.renewal.read(), let key = try? SigningKey(pem: text),
            key.fingerprint != identity.key.fingerprint
        {
            return key
        }
        let key = SigningKey(using: &generator)
        try files.renewal.write(key.pem)
        return key
    }
}
