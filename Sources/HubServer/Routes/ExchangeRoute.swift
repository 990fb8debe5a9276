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
/// Whatever comes in is refused at the first thing that is wrong with it, cheapest first: nobody we
/// know, too often, too many at once, another kind of body, too large, malformed, against the
/// charter. Nothing that is refused touches the store, and no log line holds a value.
struct ExchangeRoute: Sendable {
    let hub: Hub
    let door: Door
    let surroundings: HubServer.Surroundings
    let limits: ServerLimits
    let gate: ExchangeGate
    let rates: RateMeter
    let threads: ServerThreads
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
        /// What an office that asks for too much is told to wait.
        var wait: Duration?
    }

    func respond(to request: Request, _ context: HubRequestContext) async -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        let acceptsZstd = request.headers[values: .acceptEncoding].contains {
            $0.lowercased().split(whereSeparator: { $0 == "," || $0 == ";" || $0 == " " })
                .contains("zstd")
        }
        let reply = await admit(request, context, acceptsZstd: acceptsZstd)
        metrics.add(
            .init(
                outcome: reply.answer.outcome, recordsIn: reply.recordsIn,
                recordsOut: reply.answer.recordCount, erasuresIn: reply.erasuresIn,
                bytesIn: reply.bytesIn, bytesOut: reply.body.count,
                duration: clock.now - start))
        return response(reply)
    }

    private func admit(
        _ request: Request, _ context: HubRequestContext, acceptsZstd: Bool
    ) async -> Reply {
        do {
            guard let office = try await door.office(of: request, context) else {
                throw Refused(.notAllowed)
            }
            if let wait = rates.wait(of: office) {
                throw Refused(.busy, detail: "rate of an office", wait: wait)
            }
            switch gate.enter(office) {
            case .hub: throw Refused(.busy, detail: "exchanges")
            case .office:
                throw Refused(.busy, detail: "exchanges of an office", wait: limits.retryAfter)
            case nil: break
            }
            defer { gate.leave(office) }
            return await carryOut(request, from: office, acceptsZstd: acceptsZstd)
        } catch {
            return failed(error, bytesIn: 0)
        }
    }

    private func carryOut(
        _ request: Request, from office: OfficeNumber, acceptsZstd: Bool
    ) async -> Reply {
        var bytesIn = 0
        do {
            let isZstd = try Self.isZstd(request.headers)
            let body = try await collect(request.body)
            bytesIn = body.count
            rates.charge(bytesIn, to: office)
            var reply = try await exchange(
                body, isZstd: isZstd, from: office, acceptsZstd: acceptsZstd)
            reply.bytesIn = bytesIn
            return reply
        } catch {
            return failed(error, bytesIn: bytesIn)
        }
    }

    // MARK: In

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

    // MARK: The work

    /// How far a worker brought a request.
    private enum Step {
        case answered(Reply)
        /// A small one that writes: it will wait for its commit, and needn't keep a worker.
        case waits(ExchangeRequest)
    }

    private func exchange(
        _ body: [UInt8], isZstd: Bool, from office: OfficeNumber, acceptsZstd: Bool
    ) async throws -> Reply {
        let step = try await threads.workers.runIfActive { () throws -> Step in
            let message = try isZstd ? decompressed(body) : body
            let request = try decoded(message)
            let writes = request.offerCount > 0 || !request.erasures.isEmpty
            if writes && message.count <= limits.smallMessageBytes { return .waits(request) }
            return .answered(try exchange(request, from: office, acceptsZstd: acceptsZstd))
        }
        switch step {
        case .answered(let reply): return reply
        case .waits(let request):
            return try await threads.writers.runIfActive {
                try exchange(request, from: office, acceptsZstd: acceptsZstd)
            }
        }
    }

    private func exchange(
        _ request: ExchangeRequest, from office: OfficeNumber, acceptsZstd: Bool
    ) throws -> Reply {
        var reply = packed(
            try hub.exchange(request, from: office, rows: limits.rowsOfOffice),
            acceptsZstd: acceptsZstd)
        reply.recordsIn = request.offerCount
        reply.erasuresIn = request.erasures.count
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
            let smaller = Zstd.compress(encoded, seams: MessageSeams.find(in: encoded))
            if smaller.count < encoded.count {
                return Reply(answer: answer, body: smaller, isZstd: true)
            }
        }
        return Reply(answer: answer, body: encoded)
    }

    /// What an error is answered with. Its log line says where and why, and holds no value.
    private func failed(_ error: any Error, bytesIn: Int) -> Reply {
        let refusal: ExchangeAnswer.Refusal
        var wait: Duration?
        switch error {
        case let error as Refused:
            refusal = error.refusal
            wait = error.wait
            logger.notice(
                "a request is refused",
                metadata: ["code": "\(refusal.rawValue)", "detail": "\(error.detail)"])
        case HubRefusal.officeFull:
            refusal = .busy
            wait = .seconds(3600)
            logger.error("an office holds as many records as it may")
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
        reply.wait = wait
        return reply
    }

    private func response(_ reply: Reply) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "application/cbor"
        headers[.cacheControl] = "no-store"
        if reply.isZstd { headers[.contentEncoding] = "zstd" }
        switch reply.answer {
        case .refused(.busy):
            let wait = reply.wait ?? limits.retryAfter
            headers[.retryAfter] = "\(max(1, Int64((wait / .seconds(1)).rounded(.up))))"
        case .refused(.notAllowed) where !door.isEncrypted:
            headers[.wwwAuthenticate] = "Bearer"
        default:
            break
        }
        return Response(
            status: reply.wait == nil ? reply.answer.status : .tooManyRequests, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
    }
}

/// A request that goes no further.
private struct Refused: Error {
    let refusal: ExchangeAnswer.Refusal
    /// Where and which rule; never a value.
    let detail: String
    /// What the office is told to wait, when it is the one that asks for too much.
    let wait: Duration?

    init(_ refusal: ExchangeAnswer.Refusal, detail: String = "", wait: Duration? = nil) {
        self.refusal = refusal
        self.detail = detail
        self.wait = wait
    }
}

extension ExchangeAnswer {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .page, .rewind, .charter: .ok
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
        case .charter: "charter"
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
