import Charter
import Compression
import HubStore
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import SyncCore

/// `POST /v1/exchange`: a request of the protocol in, an answer out.
///
/// Whatever comes in is refused at the first thing that is wrong with it, cheapest first: too many at
/// once, nobody we know, another kind of body, too large, malformed, against the charter. Nothing
/// that is refused touches the store, and no log line holds a value.
struct ExchangeRoute: Sendable {
    let hub: Hub
    let sha256: SHA256Function
    let limits: ServerLimits
    let gate: ExchangeGate
    let pool: NIOThreadPool
    let metrics: Metrics
    let logger: Logger

    /// An answer on its way out, and what is counted of the exchange.
    private struct Reply {
        var answer: ExchangeAnswer
        var recordsIn = 0
        var erasuresIn = 0
        var bytesIn = 0
        /// The encoded answer, compressed when the office reads that and it is smaller.
        var body: [UInt8] = []
        var isZstd = false
    }

    func respond(to request: Request) async -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        let acceptsZstd = request.headers[values: .acceptEncoding].contains {
            $0.lowercased().split(whereSeparator: { $0 == "," || $0 == ";" || $0 == " " })
                .contains("zstd")
        }
        let reply: Reply
        if gate.enter() {
            defer { gate.leave() }
            reply = await carryOut(request, acceptsZstd: acceptsZstd)
        } else {
            reply = packed(.refused(.busy), acceptsZstd: false)
        }
        metrics.add(
            .init(
                outcome: reply.answer.outcome, recordsIn: reply.recordsIn,
                recordsOut: reply.answer.recordCount, erasuresIn: reply.erasuresIn,
                bytesIn: reply.bytesIn, bytesOut: reply.body.count,
                duration: clock.now - start))
        return response(reply)
    }

    private func carryOut(_ request: Request, acceptsZstd: Bool) async -> Reply {
        var bytesIn = 0
        do {
            let office = try await office(of: request)
            let isZstd = try Self.isZstd(request.headers)
            let body = try await collect(request.body)
            bytesIn = body.count
            return try await pool.runIfActive {
                try exchange(body, isZstd: isZstd, from: office, acceptsZstd: acceptsZstd)
            }
        } catch {
            return failed(error, bytesIn: bytesIn)
        }
    }

    // MARK: In

    private func office(of request: Request) async throws -> OfficeNumber {
        guard let secret = BearerSecret(header: request.headers[.authorization]) else {
            throw Refused(.notAllowed)
        }
        let digest = sha256(secret.bytes)
        guard let office = try await pool.runIfActive({ try hub.office(ofSecretDigest: digest) })
        else { throw Refused(.notAllowed) }
        return office
    }

    /// Whether the body is compressed. Refuses what is neither CBOR nor CBOR compressed with zstd.
    private static func isZstd(_ headers: HTTPFields) throws -> Bool {
        let type = headers[.contentType]?.split(separator: ";").first
        guard type?.lowercased().filter({ $0 != " " }) == "application/cbor" else {
            throw Refused(.wrongContentType)
        }
        switch headers[.contentEncoding]?.lowercased() {
        case nil, "identity": return false
        case "zstd": return true
        default: throw Refused(.wrongContentType)
        }
    }

    private func collect(_ body: RequestBody) async throws -> [UInt8] {
        do {
            return Array(buffer: try await body.collect(upTo: limits.bodyBytes))
        } catch is NIOTooManyBytesError {
            throw Refused(.tooLarge)
        }
    }

    private func decompressed(_ body: [UInt8]) throws -> [UInt8] {
        do {
            return try Zstd.decompress(body, limitBytes: limits.messageBytes)
        } catch {
            throw Refused(error == .tooLarge ? .tooLarge : .malformed, detail: error.rawValue)
        }
    }

    private func decoded(_ message: [UInt8]) throws -> ExchangeRequest {
        do {
            return try ExchangeRequest(decoding: message)
        } catch {
            throw Refused(
                error.code == .unknownMessage ? .unknownVersion : .malformed,
                detail: error.description)
        }
    }

    private func exchange(
        _ body: [UInt8], isZstd: Bool, from office: OfficeNumber, acceptsZstd: Bool
    ) throws -> Reply {
        let request = try decoded(try isZstd ? decompressed(body) : body)
        var reply = packed(
            try hub.exchange(request, from: office), acceptsZstd: acceptsZstd)
        reply.recordsIn = request.records.count
        reply.erasuresIn = request.erasures.count
        reply.bytesIn = body.count
        if case .batchRefused(let findings) = reply.answer { log(findings, from: office) }
        return reply
    }

    /// Names only the fields that the charter declares: any other name is what somebody sent.
    private func log(_ findings: [ExchangeAnswer.BatchFinding], from office: OfficeNumber) {
        let declared = hub.charter.summarySchema.types.flatMap(\.registers)
        let names = Set(declared.map(\.text))
        let fields = Set(
            findings.map { finding in
                (names.contains(finding.field) ? finding.field : "undeclared")
                    + ": \(finding.rule)"
            })
        logger.notice(
            "the charter refuses a batch",
            metadata: [
                "office": "\(office.value)", "fields": "\(fields.sorted().prefix(10))",
            ])
    }

    // MARK: Out

    private func packed(_ answer: ExchangeAnswer, acceptsZstd: Bool) -> Reply {
        let encoded = answer.encoded()
        if acceptsZstd {
            let smaller = Zstd.compress(encoded)
            if smaller.count < encoded.count {
                return Reply(answer: answer, body: smaller, isZstd: true)
            }
        }
        return Reply(answer: answer, body: encoded)
    }

    /// What an error is answered with. Its log line says where and why, and holds no value.
    private func failed(_ error: any Error, bytesIn: Int) -> Reply {
        let refusal: ExchangeAnswer.Refusal
        switch error {
        case let error as Refused:
            refusal = error.refusal
            logger.notice(
                "a request is refused",
                metadata: ["code": "\(refusal.rawValue)", "detail": "\(error.detail)"])
        case let error as any Explained where error.code == "store-busy":
            refusal = .busy
            logger.warning("the store is busy")
        case let error as any Explained:
            refusal = .hubFault
            logger.error(
                "an exchange failed",
                metadata: ["code": "\(error.code)", "what": "\(error.what.en)"])
        case is ChannelError, is CancellationError:
            refusal = .malformed
            logger.info("an office hung up")
        default:
            refusal = .hubFault
            logger.error("an exchange failed", metadata: ["error": "\(type(of: error))"])
        }
        var reply = packed(.refused(refusal), acceptsZstd: false)
        reply.bytesIn = bytesIn
        return reply
    }

    private func response(_ reply: Reply) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "application/cbor"
        headers[.cacheControl] = "no-store"
        if reply.isZstd { headers[.contentEncoding] = "zstd" }
        switch reply.answer {
        case .refused(.busy):
            headers[.retryAfter] = "\(max(1, limits.retryAfter.components.seconds))"
        case .refused(.notAllowed):
            headers[.wwwAuthenticate] = "Bearer"
        default:
            break
        }
        return Response(
            status: reply.answer.status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
    }
}

/// A request that goes no further.
private struct Refused: Error {
    let refusal: ExchangeAnswer.Refusal
    /// Where and which rule; never a value.
    let detail: String

    init(_ refusal: ExchangeAnswer.Refusal, detail: String = "") {
        self.refusal = refusal
        self.detail = detail
    }
}

extension ExchangeAnswer {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .page, .rewind: .ok
        case .batchRefused: .unprocessableContent
        case .refused(.malformed), .refused(.unknownVersion): .badRequest
        case .refused(.notAllowed): .unauthorized
        case .refused(.charterUnknown): .conflict
        case .refused(.tooLarge): .contentTooLarge
        case .refused(.wrongContentType): .unsupportedMediaType
        case .refused(.hubFault): .internalServerError
        case .refused(.busy): .serviceUnavailable
        }
    }

    /// The word for the metrics.
    fileprivate var outcome: String {
        switch self {
        case .page: "page"
        case .rewind: "rewind"
        case .batchRefused: "batch-refused"
        case .refused(let refusal): refusal.rawValue
        }
    }

    /// States in the answer.
    fileprivate var recordCount: Int {
        guard case .page(let page) = self else { return 0 }
        let states = page.outcomes.count { if case .state = $0 { true } else { false } }
        return states + page.feed.count { $0.state != nil }
    }
}
