import Compression
import HubServer
import HubStore
import SyncCore
import Testing

@Suite("A hostile request")
struct HostileRequestTests {
    /// Sends a request that must be refused, and checks the answer, that nothing was stored, and that
    /// the log names no value.
    private func expectRefused(
        _ server: ServerFixture, _ status: Int, _ answer: ExchangeAnswer,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ send: () async throws -> RawHTTP.Reply
    ) async throws {
        let before = try server.dump()
        let reply = try await send()
        #expect(reply.status == status, sourceLocation: sourceLocation)
        #expect(
            reply.headers["content-type"] == "application/cbor", sourceLocation: sourceLocation)
        #expect(
            try ExchangeAnswer(decoding: reply.body) == answer, sourceLocation: sourceLocation)
        #expect(try server.dump() == before, sourceLocation: sourceLocation)
    }

    @Test func fromNobodyWeKnowIsTurnedAway() async throws {
        try await ServerFixture.serving { server in
            let body = server.request(records: [ServerFixture.offer()]).encoded()
            var generator = SystemRandomNumberGenerator()
            for header in [
                nil, "Bearer", "Bearer \(BearerSecret(using: &generator))",
                "Basic \(server.secret)", "Bearer \(server.secret)00",
                "Bearer \(server.secret.description.uppercased())",
            ] {
                var headers = ["Content-Type": "application/cbor"]
                headers["Authorization"] = header
                try await expectRefused(server, 401, .refused(.notAllowed)) {
                    try await server.http.send(headers: headers, body: body)
                }
            }
        }
    }

    @Test func ofAnotherKindIsRefused() async throws {
        try await ServerFixture.serving { server in
            let body = server.request(records: [ServerFixture.offer()]).encoded()
            for headers in [
                ["Content-Type": "application/json"], ["Content-Type": ""],
                ["Content-Encoding": "gzip"], ["Content-Encoding": "zstd, zstd"],
            ] {
                try await expectRefused(server, 415, .refused(.wrongContentType)) {
                    try await server.post(body, headers: headers)
                }
            }
        }
    }

    @Test func thatIsNotOursIsMalformed() async throws {
        try await ServerFixture.serving { server in
            let whole = server.request(
                records: (0..<3).map { _ in ServerFixture.offer() },
                erasures: [ServerFixture.offer().id]
            ).encoded()
            // Cut anywhere, with something after it, or not deterministic.
            for count in stride(from: 0, to: whole.count, by: 7) {
                try await expectRefused(server, 400, .refused(.malformed)) {
                    try await server.post(Array(whole[..<count]))
                }
            }
            try await expectRefused(server, 400, .refused(.malformed)) {
                try await server.post(whole + [0])
            }
            try await expectRefused(server, 400, .refused(.malformed)) {
                try await server.post([0xb8, 0x07] + whole.dropFirst())
            }
            try await expectRefused(server, 400, .refused(.malformed)) {
                try await server.post([UInt8](repeating: 0x81, count: 100_000))
            }
            // Another version of the protocol.
            try await expectRefused(server, 400, .refused(.unknownVersion)) {
                try await server.post([whole[0], whole[1], 0x02] + whole.dropFirst(3))
            }
            // Not what the header says.
            try await expectRefused(server, 400, .refused(.malformed)) {
                try await server.post(whole, headers: ["Content-Encoding": "zstd"])
            }
            let packed = Zstd.compress(whole)
            try await expectRefused(server, 400, .refused(.malformed)) {
                try await server.post(
                    Array(packed.dropLast(3)), headers: ["Content-Encoding": "zstd"])
            }
        }
    }

    @Test func thatFlipsAnyByteIsRefusedOrHarmless() async throws {
        try await ServerFixture.serving { server in
            let whole = server.request(records: [ServerFixture.offer()]).encoded()
            for index in stride(from: 0, to: whole.count, by: 3) {
                var flipped = whole
                flipped[index] ^= 0x55
                let reply = try await server.post(flipped)
                #expect([200, 400, 409, 422].contains(reply.status), "byte \(index)")
                _ = try ExchangeAnswer(decoding: reply.body)
            }
        }
    }

    @Test func thatIsTooLargeIsRefused() async throws {
        var limits = ServerLimits()
        limits.bodyBytes = 100_000
        limits.messageBytes = 200_000
        try await ServerFixture.serving(limits: limits) { server in
            try await expectRefused(server, 413, .refused(.tooLarge)) {
                try await server.post([UInt8](repeating: 0, count: 100_001))
            }
            // Small as it arrives, and without end once it is decompressed.
            let bomb = Zstd.compress([UInt8](repeating: 0, count: 50_000_000))
            #expect(bomb.count < limits.bodyBytes)
            try await expectRefused(server, 413, .refused(.tooLarge)) {
                try await server.post(bomb, headers: ["Content-Encoding": "zstd"])
            }
        }
    }

    @Test func thatTheCharterRefusesStoresNothingAndNamesTheField() async throws {
        try await ServerFixture.serving { server in
            let good = ServerFixture.offer()
            let wrong = ServerFixture.offer(status: "canary-word")
            let finding = ExchangeAnswer.BatchFinding(
                offer: 1, field: "status", rule: Code(literal: "code-outside-list"))
            try await expectRefused(server, 422, .batchRefused([finding])) {
                try await server.post(server.request(records: [good, wrong]).encoded())
            }
            let misnamed = ServerFixture.offer(field: "canary-field")
            let ofField = ExchangeAnswer.BatchFinding(
                offer: 0, field: "canary-field", rule: Code(literal: "field-unknown"))
            try await expectRefused(server, 422, .batchRefused([ofField])) {
                try await server.post(server.request(records: [misnamed]).encoded())
            }
            let unknown = ServerFixture.offer(status: "canary-word", type: "person")
            let ofType = ExchangeAnswer.BatchFinding(
                offer: 0, field: "", rule: Code(literal: "type-unknown"))
            try await expectRefused(server, 422, .batchRefused([ofType])) {
                try await server.post(server.request(records: [unknown]).encoded())
            }
            let log = server.lines.all.joined(separator: "\n")
            #expect(log.contains("status: code-outside-list"))
            #expect(log.contains("undeclared: field-unknown"))
            #expect(!log.contains("canary") && !log.contains("\(server.secret)"))
            #expect(!log.contains("Bobigny") && !log.contains("\(wrong.id)"))
        }
    }

    @Test func underAnotherCharterIsTold() async throws {
        try await ServerFixture.serving { server in
            let request = ExchangeRequest(
                charterDigest: [UInt8](repeating: 1, count: 32), head: .zero, cursor: 0,
                checkpoints: [.zero], wholes: [ServerFixture.offer()])
            let reply = try await server.post(request.encoded())
            #expect(reply.status == 409)
            #expect(try ExchangeAnswer(decoding: reply.body) == .refused(.charterUnknown))
            #expect(try server.hub.counts().records.allSatisfy { $0.records == 0 })
        }
    }

    @Test func amongTooManyIsAskedToComeAgain() async throws {
        var limits = ServerLimits()
        limits.exchanges = 0
        try await ServerFixture.serving(limits: limits) { server in
            try await expectRefused(server, 503, .refused(.busy)) {
                let reply = try await server.post(server.request().encoded())
                #expect(reply.headers["retry-after"] == "2")
                return reply
            }
        }
    }

    @Test func thatIsNoHTTPDoesNotStopTheServer() async throws {
        try await ServerFixture.serving { server in
            let endless = [UInt8]("GET /".utf8) + [UInt8](repeating: 0x61, count: 200_000)
            for bytes in [
                [UInt8]("\0\0\0\0".utf8), [UInt8]("POST /v1/exchange HTTP/9.9\r\n\r\n".utf8),
                [UInt8]("POST /v1/exchange HTTP/1.1\r\nContent-Length: 99\r\n\r\nabc".utf8),
                [UInt8]("POST /v1/exchange HTTP/1.1\r\nContent-Length: -1\r\n\r\n".utf8),
                endless,
            ] {
                _ = try await server.http.sendRaw(bytes)
            }
            let health = try await server.http.send("GET", "/v1/health")
            #expect(health.status == 200)
        }
    }
}
