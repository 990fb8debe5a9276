import Certificates
import Transport

/// The way to a hub's certificates, as far as joining and renewing need it.
protocol EnrolmentLine {
    /// The PEM of the authority of whoever answers; nobody vouches for it.
    func authority() throws(TransportError) -> String

    /// A first certificate, from the hub of this authority and nobody else.
    func enrol(
        _ request: SigningRequest, secret: [UInt8], trusting authority: IssuedCertificate
    ) throws(TransportError) -> HubConnection.CertificateReply

    /// The certificate of a new key, for the office with this identity.
    func renew(
        _ request: SigningRequest, showing identity: OfficeIdentity
    ) throws(TransportError) -> HubConnection.CertificateReply
}

/// By libcurl.
struct CurlEnrolmentLine: EnrolmentLine {
    let address: HubAddress
    let options: TransportOptions
    let cancellation: Cancellation

    func authority() throws(TransportError) -> String {
        try HubConnection.authority(at: address, options: options, cancellation: cancellation)
    }

    func enrol(
        _ request: SigningRequest, secret: [UInt8], trusting authority: IssuedCertificate
    ) throws(TransportError) -> HubConnection.CertificateReply {
        try connection(TransportCredentials(authority: authority.pem))
            .enrol(request.pem, secret: secret, cancellation: cancellation)
    }

    func renew(
        _ request: SigningRequest, showing identity: OfficeIdentity
    ) throws(TransportError) -> HubConnection.CertificateReply {
        try connection(TransportCredentials(identity))
            .renew(request.pem, cancellation: cancellation)
    }

    private func connection(_ credentials: TransportCredentials) -> HubConnection {
        var options = options
        options.credentials = credentials
        return HubConnection(to: address, options: options)
    }
}

extension TransportCredentials {
    init(_ identity: OfficeIdentity) {
        self.init(
            authority: identity.authority.pem, certificate: identity.certificate.pem,
            key: identity.key.pem)
    }
}
