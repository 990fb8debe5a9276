import Certificates
import Console
import SyncCore
import Transport

/// How this office reaches its hub: over TLS by the certificate that it got when it joined, and in the
/// open, on this machine alone, by a bearer secret.
struct HubLine {
    let address: HubAddress
    private let options: TransportOptions
    private let files: IdentityFiles

    /// Reads what lies outside of the office's shared folder; nothing does later.
    init(
        to address: HubAddress, options: TransportOptions, files: IdentityFiles, secretFile: String
    ) throws {
        self.address = address
        self.files = files
        var options = options
        if !address.isEncrypted { options.bearerSecret = try HubSecret(file: secretFile).text }
        self.options = options
    }

    /// The TCP ports that it takes.
    var ports: Set<UInt16> { options.ports(to: address) }

    /// A connection on which the office can prove who it is; renews its certificate when it is due.
    ///
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - notice: is told why a renewal failed, which is no reason not to sync: there is time.
    func connect(at now: Int64, notice: (any Explained) -> Void) throws -> HubConnection {
        var options = options
        guard address.isEncrypted else { return HubConnection(to: address, options: options) }
        guard var identity = try files.read() else { throw JoinRefusal.notJoined }
        var generator = SystemRandomNumberGenerator()
        do {
            identity = try renewal.run(identity, at: now, using: &generator)
        } catch let error as any Explained {
            notice(error)
        }
        options.credentials = TransportCredentials(identity)
        return HubConnection(to: address, options: options)
    }

    /// What a failed sync is told as: TLS says little of a certificate that has expired.
    func explanation(of error: any Explained, at now: Int64) throws -> any Explained {
        guard address.isEncrypted, let error = error as? TransportError,
            [.interrupted, .notAHub].contains(error.kind),
            let identity = try files.read(), identity.certificate.expiresAt <= now
        else { return error }
        return JoinRefusal.expired
    }

    private var renewal: Renewal {
        Renewal(
            files: files,
            line: CurlEnrolmentLine(
                address: address, options: options, cancellation: .ofThisProcess))
    }
}
