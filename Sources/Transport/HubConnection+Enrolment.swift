internal import CCurl

extension HubConnection {
    static let pemType = "application/pem-certificate-chain"

    /// What a hub answers to a request for a certificate.
    package enum CertificateReply: Hashable, Sendable {
        /// A certificate in PEM, as it came.
        case certificate(String)
        /// The code is unknown.
        case codeUnknown
        /// The code was used by another key, or its time is over.
        case codeSpent
        /// The hub knows the key already, otherwise than this request has it.
        case keyKnown
        /// The hub doesn't know the office.
        case notAllowed
        /// The hub could not read the request.
        case malformed
    }

    /// Fetches the certificate of the authority of whoever answers at an address, in PEM.
    ///
    /// This is the one request whose answer nobody vouches for. It says nothing of the office: it is
    /// sent on a connection of its own, without certificate, code or secret. The caller compares the
    /// answer with a fingerprint that it has from elsewhere before it says anything else.
    package static func authority(
        at address: HubAddress, options: TransportOptions, cancellation: Cancellation = .never
    ) throws(TransportError) -> String {
        var bare = TransportOptions()
        bare.connectTimeout = options.connectTimeout
        bare.stallTimeout = options.stallTimeout
        bare.usesEnvironmentProxy = options.usesEnvironmentProxy
        bare.maximumAnswerBytes = 64 << 10
        let connection = HubConnection(to: address, options: bare)
        let (ending, transfer) = try connection.send(
            Outgoing(
                page: "/v1/authority", body: nil, headers: RequestHeaders(enrolmentSecret: nil),
                isVerified: false), cancellation)
        try connection.check(ending)
        guard ending.status == 200, ending.contentType == pemType,
            let text = String(validating: transfer.body, as: UTF8.self)
        else { throw connection.error(.notAHub, ending) }
        return text
    }

    /// Asks for a first certificate, by the secret of an enrolment code.
    ///
    /// - Parameter request: a signing request in PEM.
    package func enrol(
        _ request: String, secret: [UInt8], cancellation: Cancellation = .never
    ) throws(TransportError) -> CertificateReply {
        try certificate(
            "/v1/enrolment", request, RequestHeaders(enrolmentSecret: secret), cancellation)
    }

    /// Asks for the certificate of a new key, by the certificate that the office shows.
    package func renew(
        _ request: String, cancellation: Cancellation = .never
    ) throws(TransportError) -> CertificateReply {
        try certificate("/v1/renewal", request, RequestHeaders(enrolmentSecret: nil), cancellation)
    }

    private func certificate(
        _ page: String, _ request: String, _ headers: RequestHeaders, _ cancellation: Cancellation
    ) throws(TransportError) -> CertificateReply {
        let (ending, transfer) = try send(
            Outgoing(page: page, body: Array(request.utf8), headers: headers), cancellation)
        try check(ending)
        switch ending.status {
        case 200:
            guard ending.contentType == Self.pemType,
                let text = String(validating: transfer.body, as: UTF8.self)
            else { throw error(.notAHub, ending) }
            return .certificate(text)
        case 400, 413: return .malformed
        case 401: return .notAllowed
        case 403: return .codeUnknown
        case 409: return .keyKnown
        case 410: return .codeSpent
        default: throw error(.notAHub, ending)
        }
    }
}
