import Compression
import Glibc
import SyncCore
import Synchronization
import Testing

@testable import Transport

@Suite struct HubConnectionTests {
    private let question = [UInt8](repeating: 0xa1, count: 5_000)
    private let answer: [UInt8] = [0xa1, 0x00, 0x01]

    private func connection(
        to server: LoopbackServer, _ change: (inout TransportOptions) -> Void = { _ in }
    ) throws -> HubConnection {
        var options = TransportOptions()
        change(&options)
        return HubConnection(to: try HubAddress(server.address), options: options)
    }

    /// The kind of the error of one exchange with a server that answers thus.
    private func failure(
        of response: LoopbackServer.Response, _ change: (inout TransportOptions) -> Void = { _ in }
    ) throws -> TransportError? {
        let server = try LoopbackServer { _, _ in response }
        defer { server.stop() }
        let connection = try connection(to: server, change)
        return #expect(throws: TransportError.self) { try connection.exchange(body: question) }
    }

    // MARK: What goes over the wire

    @Test func twoExchangesUseOneConnection() throws {
        let answer = answer
        let server = try LoopbackServer { _, _ in .http(200, body: answer) }
        defer { server.stop() }
        let connection = try connection(to: server)
        for _ in 0..<3 { #expect(try connection.exchange(body: question).body == answer) }
        #expect(server.requests.count == 3)
        #expect(server.acceptedConnections == 1)
    }

    @Test func aRequestIsWhatTheProtocolSays() throws {
        let server = try LoopbackServer { _, _ in .http(200) }
        defer { server.stop() }
        let connection = try connection(to: server) { $0.bearerSecret = "s3cret" }
        let reply = try connection.exchange(body: question)
        let request = try #require(server.requests.first)
        #expect(request.head.hasPrefix("POST /v1/exchange HTTP/1.1\r\n"))
        #expect(request.header("content-type") == "application/cbor")
        #expect(request.header("accept-encoding") == "zstd")
        #expect(request.header("content-encoding") == "zstd")
        #expect(request.header("authorization") == "Bearer s3cret")
        #expect(request.header("expect") == nil)
        #expect(request.header("cookie") == nil)
        #expect(try Zstd.decompress(request.body, limitBytes: 10_000) == question)
        #expect(reply.traffic == .init(sentBytes: request.body.count, receivedBytes: 0))
    }

    @Test func aBodyThatCompressionWouldLengthenGoesAsItIs() throws {
        let server = try LoopbackServer { _, _ in .http(200) }
        defer { server.stop() }
        _ = try connection(to: server).exchange(body: [1, 2, 3])
        let request = try #require(server.requests.first)
        #expect(request.header("content-encoding") == nil)
        #expect(request.header("authorization") == nil)
        #expect(request.body == [1, 2, 3])
    }

    @Test func aPathBeforeTheProtocolsOwnIsKept() throws {
        let server = try LoopbackServer { _, _ in .http(200) }
        defer { server.stop() }
        let address = try HubAddress(server.address + "/hub/")
        _ = try HubConnection(to: address).exchange(body: [1])
        #expect(server.requests.first?.head.hasPrefix("POST /hub/v1/exchange ") == true)
    }

    @Test func aCompressedAnswerIsDecompressed() throws {
        let question = question
        let server = try LoopbackServer { _, _ in
            .http(
                200, headers: ["Content-Type: application/cbor", "Content-Encoding: zstd"],
                body: Zstd.compress(question))
        }
        defer { server.stop() }
        let reply = try connection(to: server).exchange(body: [1])
        #expect(reply.body == question)
        #expect(reply.traffic.receivedBytes < 100)
    }

    @Test func progressSaysHowMuchMoved() throws {
        let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        let server = try LoopbackServer { _, _ in .http(200, body: body) }
        defer { server.stop() }
        let connection = try connection(to: server)
        var last = HubReply.Traffic(sentBytes: 0, receivedBytes: 0)
        connection.progress = { last = $0 }
        let reply = try connection.exchange(body: question)
        #expect(last == reply.traffic)
        #expect(last.receivedBytes == 300_000)
    }

    // MARK: Refusals

    @Test func aRefusalInTheProtocolsWordsIsReturned() throws {
        for status in [400, 403, 409, 413, 422] {
            let server = try LoopbackServer { _, _ in .http(status, body: [0xa0]) }
            defer { server.stop() }
            let reply = try connection(to: server).exchange(body: [1])
            #expect(reply.status == status)
            #expect(reply.body == [0xa0])
        }
    }

    @Test func aBusyHubSaysWhenToComeBack() throws {
        let headers = ["Content-Type: application/cbor", "Retry-After: 17"]
        for status in [429, 503] {
            let error = try failure(of: .http(status, headers: headers))
            #expect(error?.kind == .busy)
            #expect(error?.retryAfter == .seconds(17))
        }
        let error = try failure(of: .http(500))
        #expect(error?.kind == .hubFault)
        #expect(error?.retryAfter == nil)
    }

    @Test(arguments: [
        LoopbackServer.Response.http(200, headers: ["Content-Type: text/html"]),
        .http(404, headers: ["Content-Type: text/html"]), .http(200, headers: []),
        .http(302, headers: ["Location: http://127.0.0.1:1/"]), .http(204),
        .http(501), .raw("220 mail.example.org ESMTP\r\n"),
    ])
    func whatIsNotAHubIsNotTakenForOne(response: LoopbackServer.Response) throws {
        let error = try failure(of: response)
        #expect(error?.kind == .notAHub)
    }

    @Test func aRedirectionIsNotFollowed() throws {
        let elsewhere = try LoopbackServer { _, _ in .http(200) }
        defer { elsewhere.stop() }
        let location = "Location: \(elsewhere.address)/v1/exchange"
        let error = try failure(
            of: .http(307, headers: [location, "Content-Type: application/cbor"]))
        #expect(error?.kind == .notAHub)
        #expect(elsewhere.acceptedConnections == 0)
    }

    // MARK: Bad networks

    @Test func nobodyListening() throws {
        let server = try LoopbackServer { _, _ in .hangUp }
        let connection = try connection(to: server)
        server.stop()
        _ = try? connection.exchange(body: [1])
        let error = #expect(throws: TransportError.self) { try connection.exchange(body: [1]) }
        #expect(error?.kind == .unreachable)
        #expect(error?.isTemporary == true)
    }

    @Test func aConnectionThatBreaks() throws {
        #expect(try failure(of: .hangUp)?.kind == .interrupted)
        let half =
            "HTTP/1.1 200 X\r\nContent-Type: application/cbor\r\nContent-Length: 9\r\n\r\nhalf"
        let server = try LoopbackServer { number, _ in number == 0 ? .raw(half) : .hangUp }
        let connection = try connection(to: server)
        connection.progress = { if $0.receivedBytes == 4 { server.stop() } }
        let error = #expect(throws: TransportError.self) { try connection.exchange(body: [1]) }
        #expect(error?.kind == .interrupted)
    }

    @Test func aHubThatStallsIsLeft() throws {
        let error = try failure(of: .silence) { $0.stallTimeout = .seconds(1) }
        #expect(error?.kind == .stalled)
    }

    @Test func afterAFailureTheNextExchangeWorks() throws {
        let answer = answer
        let server = try LoopbackServer { number, _ in
            number == 0 ? .hangUp : .http(200, body: answer)
        }
        defer { server.stop() }
        let connection = try connection(to: server)
        #expect(throws: TransportError.self) { try connection.exchange(body: question) }
        #expect(try connection.exchange(body: question).body == answer)
    }

    // MARK: Handshakes

    /// The kind of the error of an exchange over TLS whose first bytes are answered thus.
    private func failure(ofHandshake response: LoopbackServer.Response) throws
        -> TransportError.Kind?
    {
        let server = try LoopbackServer(speaksHTTP: false) { _, _ in response }
        defer { server.stop() }
        let connection = HubConnection(to: try HubAddress(server.encryptedAddress))
        return #expect(throws: TransportError.self) { try connection.exchange(body: [1]) }?.kind
    }

    /// A network that is cut, or a hub that stops or closes what takes too long, says nothing about
    /// who is there: the next attempt may succeed.
    @Test(arguments: [
        LoopbackServer.Response.hangUp, .reset, .raw("\u{16}\u{3}\u{3}"),
        .raw("\u{16}\u{3}\u{3}\u{0}z\u{2}\u{0}"),
    ])
    func aHandshakeThatBreaks(response: LoopbackServer.Response) throws {
        #expect(try failure(ofHandshake: response) == .interrupted)
    }

    /// Plain HTTP, another protocol, and TLS that has no version in common with ours.
    @Test(arguments: [
        LoopbackServer.Response.http(400), .raw("220 mail.example.org ESMTP\r\n"),
        .raw("\u{15}\u{3}\u{3}\u{0}\u{2}\u{2}F"),
    ])
    func whoeverAnswersAHandshakeInAnotherWayIsNotAHub(response: LoopbackServer.Response) throws {
        #expect(try failure(ofHandshake: response) == .notAHub)
    }

    // MARK: Hostile answers

    @Test func anAnswerOverTheLimitIsCutOff() throws {
        let declared = try failure(of: .http(200, body: [UInt8](repeating: 0, count: 2_000))) {
            $0.maximumAnswerBytes = 1_000
        }
        #expect(declared?.kind == .tooLarge)
        let endless = try failure(of: .endless) { $0.maximumAnswerBytes = 1_000_000 }
        #expect(endless?.kind == .tooLarge)
    }

    @Test func aBombIsNotUnfolded() throws {
        let headers = ["Content-Type: application/cbor", "Content-Encoding: zstd"]
        let bomb = Zstd.compress([UInt8](repeating: 0, count: 50_000_000))
        let error = try failure(of: .http(200, headers: headers, body: bomb)) {
            $0.maximumAnswerBytes = 1_000_000
        }
        #expect(error?.kind == .tooLarge)
    }

    @Test func damagedCompressionIsNoticed() throws {
        let headers = ["Content-Type: application/cbor", "Content-Encoding: zstd"]
        let error = try failure(of: .http(200, headers: headers, body: [1, 2, 3]))
        #expect(error?.kind == .damaged)
    }

    // MARK: Stopping

    @Test func aRequestToStopEndsAnExchangeUnderWay() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let isStopping = Atomic<Bool>.Shared()
        let writeEnd = ends[1]
        let server = try LoopbackServer { _, _ in
            isStopping.set()
            write(writeEnd, "x", 1)
            return .silence
        }
        defer { server.stop() }
        let cancellation = Cancellation(fileDescriptor: ends[0]) { isStopping.isSet }
        let connection = try connection(to: server)
        let error = #expect(throws: TransportError.self) {
            try connection.exchange(body: [1], cancellation: cancellation)
        }
        #expect(error?.kind == .cancelled)
        #expect(server.requests.count == 1)
        #expect(throws: TransportError.self) {
            try connection.exchange(body: [1], cancellation: cancellation)
        }
        #expect(server.requests.count == 1)
    }
}

extension Atomic where Value == Bool {
    /// A flag that two threads share.
    final class Shared: Sendable {
        private let flag = Atomic<Bool>(false)
        var isSet: Bool { flag.load(ordering: .acquiring) }
        func set() { flag.store(true, ordering: .releasing) }
    }
}
