import Foundation
import HubServer
import HubStore
import NIOSSL
import SyncCore
import Testing
import Transport
import X509

@testable import Certificates

/// A client that would get in, get more than its due, or get at others.
@Suite("A hostile client over TLS")
struct HostileClientTests {
    @Test func withoutACertificateReachesOnlyWhatIsOpen() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            let body = server.request(records: [ServerFixture.offer()]).encoded()
            let before = try server.dump()
            // A bearer secret is worth nothing over TLS.
            let exchange = try #require(
                try await server.tls.send(headers: server.headers, body: body))
            #expect(exchange.status == 401 && exchange.headers["www-authenticate"] == nil)
            for (method, path, status) in [
                ("GET", "/v1/charter", 401), ("POST", "/v1/renewal", 401),
                ("GET", "/v1/health", 200), ("GET", "/v1/authority", 200),
                ("GET", "/v1/enrolment", 404), ("POST", "/v1/enrolment", 400),
            ] {
                let reply = try await server.tls.send(method, path, headers: server.headers)
                #expect(reply?.status == status, "\(path)")
            }
            #expect(try server.dump() == before)
            // Nor is there anything without TLS.
            let plain = try await server.http.sendRaw(
                [UInt8]("GET /v1/health HTTP/1.1\r\n\r\n".utf8))
            #expect(plain == nil)
        }
    }

    @Test func withAForgedCertificateIsTurnedAway() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            var generator = SystemRandomNumberGenerator()
            let authority = try #require(server.authority)
            let (now, key) = (server.clock.now, server.newKey())
            let request = SigningRequest(of: key)
            let genuine = try await TestMachine("CSS Pantin", joining: server)
            let stranger = Authority(at: now, using: &generator)
            let day: Int64 = 86_400
            let forgeries: [(String, IssuedCertificate, SigningKey)] = [
                (
                    "another authority's", stranger.office(2, request, at: now, using: &generator),
                    key
                ),
                ("nobody's but its own", try selfSigned(key, like: genuine), key),
                (
                    "expired",
                    authority.office(2, request, at: now - 200 * day, using: &generator), key
                ),
                (
                    "not yet valid",
                    authority.office(2, request, at: now + 2 * day, using: &generator), key
                ),
                (
                    "a server's",
                    authority.server(
                        key, hosts: [try Host("localhost")], at: now, using: &generator), key
                ),
            ]
            for (name, certificate, key) in forgeries {
                var client = server.tls
                client.shows = (certificate, key)
                let reply = try await client.send("GET", "/v1/charter")
                #expect(reply == nil, "\(name)")
            }
            // Signed by the authority, but no office's that the hub knows: as after a restore.
            var unknown = server.tls
            unknown.shows = (authority.office(2, request, at: now, using: &generator), key)
            #expect(try await unknown.send("GET", "/v1/charter")?.status == 401)
            var known = server.tls
            known.shows = (genuine.identity.certificate, genuine.identity.key)
            #expect(try await known.send("GET", "/v1/charter")?.status == 200)
        }
    }

    @Test func isOutAtOnceWhenItsOfficeIsShutOut() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            let machine = try await TestMachine("CSS Pantin", joining: server)
            let waiting = try server.code(for: "CSS Pantin")
            let office = try #require(
                try server.hub.offices().first { $0.name == "CSS Pantin" }?.number)
            try await onThread { () throws in
                let open = try machine.connection(to: server)
                let body = server.request().encoded()
                #expect(try open.exchange(body: body).status == 200)
                try server.hub.revoke(office, by: "admin")
                // The connection is the same, and the certificate still good by itself.
                #expect(try open.exchange(body: body).status == 401)
                #expect(try server.renew(server.newKey(), of: machine) == .notAllowed)
                #expect(try server.enrol(server.newKey(), waiting.secret) == .codeUnknown)
            }
            #expect(
                try server.hub.admissions(at: server.clock.now)[office]
                    == OfficeAdmission(
                        revoked: "2026-09-30", certificateUntil: nil, codeUntil: nil))
            // A new code lets a new key in, and the old key stays out.
            let again = try await TestMachine("CSS Pantin", joining: server)
            guard case .page = try await again.exchange(server) else {
                Issue.record("shut out")
                return
            }
            #expect(try await machine.exchange(server) == .refused(.notAllowed))
        }
    }

    @Test func speaksNothingOlderThanTLS13() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            var old = server.tls
            old.newest = .tlsv12
            let (refused, taken) = (
                try await old.send("GET", "/v1/health"),
                try await server.tls.send("GET", "/v1/health")
            )
            #expect(refused == nil && taken?.status == 200)
        }
    }

    /// Nothing else would end the connection within the hour.
    @Test(.timeLimit(.minutes(10))) func canNotHoldAConnectionOpenWithoutAHandshake() async throws {
        var limits = ServerLimits()
        limits.handshake = .milliseconds(100)
        limits.idle = .seconds(3600)
        try await ServerFixture.serving(limits: limits, encrypted: true) { server in
            // The beginning of a handshake, and no more.
            let reply = try await onThread { try server.http.waitForHangUp(after: [0x16, 3, 1]) }
            #expect(reply.isEmpty)
        }
    }

    @Test func hasSomeOfTheConnectionsAndNeverAll() async throws {
        var limits = ServerLimits()
        limits.connectionsOfAddress = 3
        try await ServerFixture.serving(limits: limits, encrypted: true) { server in
            let machine = try await TestMachine("CSS Pantin", joining: server)
            try await onThread { () throws in
                let body = server.request().encoded()
                let open = try (0..<3).map { _ in try machine.connection(to: server) }
                for connection in open {
                    #expect(try connection.exchange(body: body).status == 200)
                }
                #expect(throws: TransportError.self) {
                    _ = try machine.connection(to: server).exchange(body: body)
                }
                // Those who were there go on.
                #expect(try open[0].exchange(body: body).status == 200)
            }
        }
    }

    @Test func thatFloodsLeavesTheOthersTheirPlaces() async throws {
        var limits = ServerLimits()
        limits.requestsPerMinute = 5
        try await ServerFixture.serving(limits: limits, encrypted: true) { server in
            let flooding = try await TestMachine("CSS Pantin", joining: server)
            let other = try await TestMachine("CSS Bondy", joining: server)
            try await onThread { () throws in
                let body = server.request().encoded()
                let (one, two) = (
                    try flooding.connection(to: server), try other.connection(to: server)
                )
                for _ in 0..<5 { #expect(try one.exchange(body: body).status == 200) }
                for _ in 0..<3 {
                    #expect {
                        _ = try one.exchange(body: body)
                    } throws: { error in
                        let error = error as? TransportError
                        return error?.kind == .busy && error?.retryAfter == .seconds(12)
                    }
                    #expect(try two.exchange(body: body).status == 200)
                }
                server.clock.pass(seconds: 12)
                #expect(try one.exchange(body: body).status == 200)
            }
        }
    }

    @Test func learnsNoIdentifierOfAnotherOfficeAndCanNotGuessOne() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            let victim = try await TestMachine("CSS Pantin", joining: server)
            let hostile = try await TestMachine("CSS Bondy", joining: server)
            let secret = ServerFixture.offer(status: "signed")
            _ = try await victim.exchange(server, records: [secret])
            let held = try server.hub.show(secret.id)
            // Neighbours of an identifier are as far from it as any other.
            let guesses = (0..<8).map { RecordID(bits: secret.id.bits ^ (1 << UInt128($0 * 16))) }
            let offers = guesses.map { id in
                let own = ServerFixture.offer(status: "expired")
                return ExchangeRequest.Whole(id: id, state: own.state)
            }
            guard
                case .page(let pushed) = try await hostile.exchange(server, records: offers),
                case .page(let erased) = try await hostile.exchange(server, erasures: guesses),
                case .page(let pulled) = try await hostile.exchange(server)
            else {
                Issue.record("no page")
                return
            }
            #expect(pushed.outcomes == offers.map { _ in .asExpected })
            let told = (pushed.feed + erased.feed + pulled.feed).map(\.id)
            #expect(Set(told).isSubset(of: guesses))
            let now = try server.hub.show(secret.id)
            #expect(now.state == held.state && now.offices == held.offices)
        }
    }

    @Test func canFillItsOwnPartOfTheHubAndNoMore() async throws {
        var limits = ServerLimits()
        limits.rowsOfOffice = 3
        try await ServerFixture.serving(limits: limits, encrypted: true) { server in
            let machine = try await TestMachine("CSS Pantin", joining: server)
            let offers = (0..<2).map { _ in ServerFixture.offer() }
            _ = try await machine.exchange(server, records: offers)
            let before = try server.dump()
            await #expect(throws: TransportError.self) {
                _ = try await machine.exchange(
                    server, records: [ServerFixture.offer(), ServerFixture.offer()])
            }
            let erasures = (0..<2).map { _ in ServerFixture.offer().id }
            await #expect(throws: TransportError.self) {
                _ = try await machine.exchange(server, erasures: erasures)
            }
            #expect(try server.dump() == before)
            // What it holds, it can still change; and one more fits.
            guard
                case .page = try await machine.exchange(
                    server, records: offers + [ServerFixture.offer()])
            else {
                Issue.record("no page")
                return
            }
        }
    }

    /// A certificate that says all that an office's says, signed by its own key.
    private func selfSigned(
        _ key: SigningKey, like machine: TestMachine
    ) throws -> IssuedCertificate {
        let model = machine.identity.certificate.certificate
        return try IssuedCertificate(
            Certificate(
                version: .v3, serialNumber: model.serialNumber, publicKey: key.publicKey,
                notValidBefore: model.notValidBefore, notValidAfter: model.notValidAfter,
                issuer: model.issuer, subject: model.subject,
                signatureAlgorithm: .ecdsaWithSHA256, extensions: model.extensions,
                issuerPrivateKey: key.asIssuer))
    }
}
