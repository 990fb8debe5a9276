import HubServer
import HubStore
import SyncCore
import Testing
import Transport

/// The office's own client against the hub's own server.
@Suite("An office's connection to the hub")
struct ClientTests {
    @Test func staysOpenAcrossManyExchanges() async throws {
        try await ServerFixture.serving { server in
            try await onThread {
                var options = TransportOptions()
                options.bearerSecret = server.secret.description
                let connection = HubConnection(
                    to: try HubAddress("http://127.0.0.1:\(server.port)"), options: options)
                for number in 1...250 {
                    let count = number.isMultiple(of: 50) ? 40 : 1
                    let offers = (0..<count).map { _ in ServerFixture.offer() }
                    let reply = try connection.exchange(
                        body: server.request(records: offers).encoded())
                    #expect(reply.status == 200)
                    let answer = try ExchangeAnswer(decoding: reply.body)
                    guard case .page(let page) = answer else {
                        Issue.record("no page")
                        return
                    }
                    #expect(page.outcomes.allSatisfy { $0 == .asExpected })
                    #expect(page.head.seq == UInt64(number))
                }
            }
            #expect(try server.hub.counts().records.first?.records == 245 + 5 * 40)
        }
    }

    @Test func isToldWhyTheHubRefuses() async throws {
        try await ServerFixture.serving { server in
            let reply = try await onThread {
                let address = try HubAddress("http://127.0.0.1:\(server.port)")
                return try HubConnection(to: address).exchange(body: server.request().encoded())
            }
            #expect(reply.status == 401)
            #expect(try ExchangeAnswer(decoding: reply.body) == .refused(.notAllowed))
        }
    }
}
