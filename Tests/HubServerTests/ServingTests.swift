import Charter
import Compression
import Foundation
import GRDB
import HubServer
import HubStore
import Logging
import SyncCore
import Testing

@Suite("The hub's server")
struct ServingTests {
    @Test func takesAnExchangeInAndAnswersIt() async throws {
        try await ServerFixture.serving { server in
            let offer = ServerFixture.offer()
            let reply = try await server.post(server.request(records: [offer]).encoded())
            #expect(reply.status == 200)
            #expect(reply.headers["content-type"] == "application/cbor")
            guard case .page(let page) = try ExchangeAnswer(decoding: reply.body) else {
                Issue.record("no page")
                return
            }
            #expect(page.outcomes == [.asExpected])
            #expect(page.head.seq == 1)
            #expect(try server.hub.show(offer.id).state == offer.state.unpacked())
        }
    }

    @Test func compressesForThoseWhoReadIt() async throws {
        try await ServerFixture.serving { server in
            let offers = (0..<50).map { _ in ServerFixture.offer() }
            let body = Zstd.compress(server.request(records: offers).encoded())
            let pushed = try await server.post(body, headers: ["Content-Encoding": "zstd"])
            #expect(pushed.status == 200)
            #expect(pushed.headers["content-encoding"] == nil)

            let pull = server.request().encoded()
            let plain = try await server.post(pull)
            let packed = try await server.post(pull, headers: ["Accept-Encoding": "gzip, zstd"])
            #expect(packed.headers["content-encoding"] == "zstd")
            #expect(packed.body.count < plain.body.count)
            #expect(try Zstd.decompress(packed.body, limitBytes: 1 << 20) == plain.body)
        }
    }

    @Test func tellsItsHealthItsCharterAndItsMetrics() async throws {
        try await ServerFixture.serving { server in
            let health = try await server.http.send("GET", "/v1/health")
            #expect(health.status == 200)
            #expect(health.text == "{\"status\":\"ok\",\"charter\":\"insertion\",\"version\":1}\n")
            let stranger = try await server.http.send("GET", "/v1/charter")
            #expect(stranger.status == 401 && stranger.body.isEmpty)
            let charter = try await server.http.send(
                "GET", "/v1/charter", headers: server.headers)
            #expect(charter.text == server.hub.charter.source)
            #expect(charter.headers["content-type"]?.hasPrefix("application/yaml") == true)

            _ = try await server.post(
                server.request(records: [ServerFixture.offer(), ServerFixture.offer()]).encoded())
            _ = try await server.post([0xff])
            let metrics = try await server.http.send("GET", "/metrics").text
            for line in [
                "secteur_hub_exchanges_total{outcome=\"page\"} 1",
                "secteur_hub_exchanges_total{outcome=\"malformed\"} 1",
                "secteur_hub_records_received_total 2",
                "secteur_hub_exchanges_under_way 0",
                "secteur_hub_exchange_seconds_bucket{le=\"+Inf\"} 2",
                "secteur_hub_exchange_seconds_count 2",
            ] {
                #expect(metrics.contains(line + "\n"), "\(line)")
            }
            #expect(!metrics.contains("Bobigny"))
            let families = metrics.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }
            #expect(Set(families).count == families.count && families.count == 10)
        }
    }

    @Test func otherPathsAreNotThere() async throws {
        try await ServerFixture.serving { server in
            for path in ["/", "/v1/exchange", "/v1/../metrics/x"] {
                let reply = try await server.http.send("GET", path)
                #expect(reply.status == 404, "\(path)")
            }
        }
    }

    @Test func anAdminWorksBesideTheRunningServer() async throws {
        try await ServerFixture.serving { server in
            let (first, second) = (ServerFixture.offer(), ServerFixture.offer(status: "signed"))
            let collision = ExchangeRequest.Whole(id: first.id, state: second.state)
            _ = try await server.post(server.request(records: [first]).encoded())
            _ = try await server.post(server.request(records: [collision]).encoded())

            // As another program has it: its own connections, its own actor.
            let admin = try Hub(
                SQLiteHub(at: server.path, random: { 7 }), ServerFixture.surroundings())
            let conflict = try #require(try admin.conflicts(limit: 5).conflicts.first)
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        let offers = (0..<20).map { _ in ServerFixture.offer() }
                        let reply = try await server.post(
                            server.request(records: offers).encoded())
                        #expect(reply.status == 200)
                    }
                }
                group.addTask {
                    try admin.resolve(
                        first.id, conflict.conflict.field, to: .code(Code(literal: "signed")),
                        shown: conflict.shown, by: "admin")
                }
                try await group.waitForAll()
            }
            #expect(try server.hub.conflicts(limit: 5).conflicts.isEmpty)
            let contracts = try server.hub.counts().records.first
            #expect(contracts?.records == 161)
            #expect(try server.hub.offices().map(\.head) == [11])
        }
    }

    @Test func anExchangeUnderWayEndsBeforeTheServerStops() async throws {
        let server = try await ServerFixture.serving { server in
            // Another program holds the store: the exchange has to wait.
            let (held, isHeld) = AsyncStream<Void>.makeStream()
            let release = DispatchSemaphore(value: 0)
            let path = server.path
            let thread = Thread {
                let queue = try? DatabaseQueue(path: path)
                try? queue?.inTransaction(.immediate) { _ in
                    isHeld.yield(())
                    release.wait()
                    return .rollback
                }
                try? queue?.close()
            }
            thread.start()
            var iterator = held.makeAsyncIterator()
            await iterator.next()
            let offer = ServerFixture.offer()
            async let reply = server.post(server.request(records: [offer]).encoded())
            while try await !server.http.send("GET", "/metrics").text
                .contains("secteur_hub_exchanges_under_way 1")
            {
                try await Task.sleep(for: .milliseconds(10))
            }
            await server.askToStop()
            release.signal()
            let answered = try await reply
            #expect(answered.status == 200)
            #expect(try server.hub.show(offer.id).id == offer.id)
            return server
        }
        await #expect(throws: RawHTTP.Failure.noConnection) {
            try await server.http.send("GET", "/v1/health")
        }
    }

    @Test func listensOnThisMachineAlone() throws {
        for host in ["localhost", "127.0.0.1", "127.3.2.1", "::1"] {
            #expect(try LoopbackAddress(host: host, port: 0).port == 0)
        }
        for host in [
            "0.0.0.0", "::", "192.168.1.4", "127.0.0.1.example.org", "127.0.0", "hub.example.org",
            "", "127.0.0.256", "127.00.0.1", "127.0.0.1 ", "[::1]", "127.0.0.1%eth0",
        ] {
            #expect(throws: ServerRefusal.notLoopback(host: host)) {
                try LoopbackAddress(host: host, port: 80)
            }
        }
        #expect(throws: ServerRefusal.noSuchPort(70_000)) {
            try LoopbackAddress(host: "127.0.0.1", port: 70_000)
        }
    }

    @Test func aPortThatIsTakenIsExplained() async throws {
        try await ServerFixture.serving { server in
            let address = try LoopbackAddress(host: "localhost", port: server.port)
            let second = HubServer(
                server.hub, at: .plain(address), ServerFixture.serverSurroundings(),
                logger: .init(label: "second"), onReady: { _ in })
            await #expect(throws: ServerRefusal.portTaken(server.port)) { try await second.run() }
        }
    }
}
