import Certificates
import HubStore
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import SyncCore
import Synchronization

/// How an office gets its certificates: `GET /v1/authority`, `POST /v1/enrolment` with a one-time
/// code, `POST /v1/renewal` with the certificate that it has. Bodies are PEM.
final class EnrolmentRoute: Sendable {
    private let hub: Hub
    private let authority: Authority
    private let pool: NIOThreadPool
    private let surroundings: HubServer.Surroundings
    private let logger: Logger
    private let wrongCodes = Mutex(WrongCodes())

    init(
        hub: Hub, authority: Authority, pool: NIOThreadPool,
        surroundings: HubServer.Surroundings, logger: Logger
    ) {
        self.hub = hub
        self.authority = authority
        self.pool = pool
        self.surroundings = surroundings
        self.logger = logger
    }

    /// The hub's authority, in the open: who asks compares it with the code's fingerprint.
    func authorityPage() -> Response {
        Self.pem(authority.certificate)
    }

    /// `Authorization: Enrolment` and the code's secret in hexadecimal; the body a signing request.
    func enrol(_ request: Request, _ context: HubRequestContext) async -> Response {
        guard let secret = Self.secret(request.headers[.authorization]) else {
            return Self.refusal(.badRequest)
        }
        let signing: SigningRequest
        do {
            signing = try await Self.signingRequest(in: request)
        } catch {
            return refusal(after: error)
        }
        let (remote, now) = (context.remote, surroundings.uptime())
        if let wait = wrongCodes.withLock({ $0.attempt(from: remote, at: now) }) {
            logger.notice("too many wrong enrolment codes from an address")
            return Self.refusal(.tooManyRequests, retryAfter: wait)
        }
        let digest = surroundings.sha256(secret)
        let response = await answer(signing) { [hub] key, now, issue in
            try hub.redeem(codeDigest: digest, key: key, at: now, issue: issue)
        }
        switch response.status {
        case .ok: wrongCodes.withLock { $0.forgive(remote) }
        case .forbidden: break
        // Neither a wrong code nor one that is good: a spent one must not end the count of guesses.
        default: wrongCodes.withLock { $0.excuse(remote) }
        }
        return response
    }

    /// The certificate of a new key, for an office that showed its present one.
    func renew(_ request: Request, of office: OfficeNumber) async -> Response {
        do {
            return await answer(try await Self.signingRequest(in: request)) {
                [hub] key, now, issue in
                try hub.renew(office, key: key, at: now, issue: issue)
            }
        } catch {
            return refusal(after: error)
        }
    }

    // MARK: Inside

    private typealias Issue = (OfficeNumber) -> OfficeCertificate

    private static func signingRequest(in request: Request) async throws -> SigningRequest {
        let body = try await request.body.collect(upTo: SigningRequest.limitBytes)
        return try SigningRequest(pem: String(buffer: body))
    }

    private func answer(
        _ signing: SigningRequest,
        _ redeem: @escaping @Sendable ([UInt8], Int64, Issue) throws -> Redemption
    ) async -> Response {
        do {
            return try await pool.runIfActive { [self] in
                let now = surroundings.now()
                let outcome = try redeem(signing.fingerprint.bytes, now) {
                    self.certificate(of: $0, signing, at: now)
                }
                return try response(to: outcome)
            }
        } catch {
            return refusal(after: error)
        }
    }

    private func refusal(after error: any Error) -> Response {
        switch error {
        case is NIOTooManyBytesError:
            return Self.refusal(.contentTooLarge)
        case is CertificateRefusal:
            return Self.refusal(.badRequest)
        default:
            let code = (error as? any Explained)?.code ?? "\(type(of: error))"
            logger.error("a certificate could not be issued", metadata: ["error": "\(code)"])
            return Self.refusal(
                code == "store-busy" ? .serviceUnavailable : .internalServerError)
        }
    }

    private func certificate(
        of office: OfficeNumber, _ request: SigningRequest, at now: Int64
    ) -> OfficeCertificate {
        var generator = surroundings.generator()
        let issued = authority.office(office.value, request, at: now, using: &generator)
        return OfficeCertificate(
            key: issued.fingerprint.bytes, office: office, der: issued.der,
            expiresAt: issued.expiresAt)
    }

    private func response(to outcome: Redemption) throws -> Response {
        switch outcome {
        case .issued(let der): return Self.pem(try IssuedCertificate(der: der))
        case .codeUnknown: return Self.refusal(.forbidden)
        case .shutOut: return Self.refusal(.unauthorized)
        case .codeSpent: return Self.refusal(.gone)
        case .keyKnown: return Self.refusal(.conflict)
        case .tooMany: return Self.refusal(.tooManyRequests, retryAfter: .seconds(3600))
        }
    }

    private static func secret(_ header: String?) -> [UInt8]? {
        guard let words = header?.split(separator: " "), words.count == 2,
            words[0].lowercased() == "enrolment", words[1].utf8.count == 32
        else { return nil }
        let digits = words[1].utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 32 else { return nil }
        return stride(from: 0, to: 32, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    private static func pem(_ certificate: IssuedCertificate) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/pem-certificate-chain", .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: certificate.pem)))
    }

    private static func refusal(
        _ status: HTTPResponse.Status, retryAfter: Duration? = nil
    ) -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        if let retryAfter {
            headers[.retryAfter] = "\(Int64((retryAfter / .seconds(1)).rounded(.up)))"
        }
        return Response(status: status, headers: headers)
    }
}
