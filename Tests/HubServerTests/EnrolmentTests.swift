import Certificates
import HubServer
import HubStore
import SyncCore
import Testing
import Transport

@Suite("Joining a hub over TLS")
struct EnrolmentTests {
    @Test func aCodeLetsOneMachineInAndOnlyOnce() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            let code = try server.code(for: "CSS Pantin")
            let key = server.newKey()
            let answers = try await onThread { () throws in
                let pem = try HubConnection.authority(
                    at: server.address, options: TransportOptions())
                let authority = try IssuedCertificate(pem: pem)
                #expect(code.isOf(authority.fingerprint))
                return [
                    try server.enrol(key, code.secret), try server.enrol(key, code.secret),
                    try server.enrol(server.newKey(), code.secret),
                ]
            }
            // The answer may have been lost: the same key gets the same certificate again.
            #expect(answers[0] == answers[1])
            #expect(answers[2] == .codeSpent)
            guard case .certificate(let pem) = answers[0] else { return }
            let machine = TestMachine(
                try OfficeIdentity(
                    key: key, certificate: IssuedCertificate(pem: pem),
                    authority: server.authority!.certificate))
            let offer = ServerFixture.offer()
            guard case .page(let page) = try await machine.exchange(server, records: [offer])
            else {
                Issue.record("no page")
                return
            }
            #expect(page.outcomes == [.asExpected])
            let pantin = try #require(
                try server.hub.offices().first { $0.name == "CSS Pantin" }?.number)
            #expect(try server.hub.show(offer.id).offices.map(\.number) == [pantin])
            #expect(
                try server.hub.admissions(at: server.clock.now)[pantin]
                    == OfficeAdmission(
                        revoked: nil, certificateUntil: server.clock.now + 90 * 86_400,
                        codeUntil: nil))
            let log = server.lines.all.joined()
            #expect(!log.contains("Pantin") && !log.contains(code.text))
        }
    }

    @Test func aCodeIsGoodForItsTimeAndForItsOfficeAlone() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            let late = try server.code(for: "CSS Pantin")
            let replaced = try server.code(for: "CSS Bondy")
            let good = try server.code(for: "css bondy")
            server.clock.pass(seconds: EnrolmentCode.lifetimeSeconds - 1)
            try await onThread { () throws in
                #expect(try server.enrol(server.newKey(), replaced.secret) == .codeUnknown)
                let key = server.newKey()
                guard case .certificate = try server.enrol(key, good.secret) else {
                    Issue.record("no certificate")
                    return
                }
                server.clock.pass(seconds: 1)
                #expect(try server.enrol(server.newKey(), late.secret) == .codeSpent)
                // Not even the key that had it, once its time is over.
                #expect(try server.enrol(key, good.secret) == .codeSpent)
                // A key goes with one code.
                let again = try server.code(for: "CSS Pantin")
                #expect(try server.enrol(key, again.secret) == .keyKnown)
            }
            #expect(
                try server.hub.offices().map(\.name) == [
                    "CSS Bobigny", "CSS Pantin", "CSS Bondy",
                ])
        }
    }

    /// How many seconds a code must wait; 0 when it was taken.
    private static func wait(_ server: ServerFixture, _ code: EnrolmentCode) throws -> Int {
        do {
            _ = try server.enrol(server.newKey(), code.secret)
            return 0
        } catch let error as TransportError {
            #expect(error.kind == .busy)
            return Int((error.retryAfter ?? .zero) / .seconds(1))
        }
    }

    @Test func whoKnowsNoCodeWaitsLongerAndLonger() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            let code = try server.code(for: "CSS Pantin")
            let wrong = [UInt8](repeating: 7, count: 16)
            try await onThread { () throws in
                for _ in 0..<3 {
                    #expect(try server.enrol(server.newKey(), wrong) == .codeUnknown)
                }
                // Even the right code waits now.
                #expect(try Self.wait(server, code) == 30)
                server.clock.pass(seconds: 30)
                #expect(try server.enrol(server.newKey(), wrong) == .codeUnknown)
                #expect(try Self.wait(server, code) == 60)
                server.clock.pass(seconds: 59)
                #expect(try Self.wait(server, code) == 1)
                server.clock.pass(seconds: 1)
                #expect(try Self.wait(server, code) == 0)
                #expect(try server.enrol(server.newKey(), wrong) == .codeUnknown)
            }
        }
    }

    @Test func nothingButARightCodeEndsTheCountOfWrongOnes() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            let code = try server.code(for: "CSS Pantin")
            let header = ["Authorization": "Enrolment " + String(repeating: "07", count: 16)]
            let request = Array(SigningRequest(of: server.newKey()).pem.utf8)
            var statuses: [Int?] = []
            for body in [request, [0x61], request, [UInt8](repeating: 0x61, count: 9000), request] {
                let reply = try await server.tls.send(
                    "POST", "/v1/enrolment", headers: header, body: body)
                statuses.append(reply?.status)
            }
            #expect(statuses == [403, 400, 403, 413, 403])
            #expect(try await onThread { () throws in try Self.wait(server, code) } == 30)
            server.clock.pass(seconds: 30)
            #expect(try await onThread { () throws in try Self.wait(server, code) } == 0)
            // The right code ended it.
            let reply = try await server.tls.send(
                "POST", "/v1/enrolment", headers: header, body: request)
            #expect(reply?.status == 403)
        }
    }

    @Test func aSpentCodeDoesNotEndTheCountOfWrongOnes() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            let spent = try server.code(for: "CSS Bondy")
            let code = try server.code(for: "CSS Pantin")
            let wrong = [UInt8](repeating: 7, count: 16)
            try await onThread { () throws in
                #expect(try Self.wait(server, spent) == 0)
                for _ in 0..<2 {
                    #expect(try server.enrol(server.newKey(), wrong) == .codeUnknown)
                    #expect(try server.enrol(server.newKey(), spent.secret) == .codeSpent)
                }
                #expect(try server.enrol(server.newKey(), wrong) == .codeUnknown)
                #expect(try Self.wait(server, code) == 30)
            }
        }
    }

    @Test func renewalLeavesTheOldOrTheNewButNeverNeither() async throws {
        try await ServerFixture.serving(encrypted: true) { server in
            let old = try await TestMachine("CSS Pantin", joining: server)
            let key = server.newKey()
            let (first, second) = try await onThread { () throws in
                (try server.renew(key, of: old), try server.renew(key, of: old))
            }
            #expect(first == second)
            guard case .certificate(let pem) = first else { return }
            let new = TestMachine(
                try OfficeIdentity(
                    key: key, certificate: IssuedCertificate(pem: pem),
                    authority: server.authority!.certificate))
            for machine in [old, new, old] {
                guard case .page = try await machine.exchange(server) else {
                    Issue.record("shut out")
                    return
                }
            }
            // Another office can't have the key's certificate, nor is there room for very many.
            let bondy = try await TestMachine("CSS Bondy", joining: server)
            try await onThread { () throws in
                #expect(try server.renew(key, of: bondy) == .keyKnown)
                var issued = 0
                do {
                    for _ in 0..<40 {
                        _ = try server.renew(server.newKey(), of: bondy)
                        issued += 1
                    }
                } catch let error as TransportError {
                    #expect(error.kind == .busy)
                }
                #expect(issued == 15)
            }
            // What a certificate says of its time, the hub holds to on open connections too.
            server.clock.pass(seconds: 90 * 86_400)
            #expect(try await old.exchange(server) == .refused(.notAllowed))
        }
    }
}
