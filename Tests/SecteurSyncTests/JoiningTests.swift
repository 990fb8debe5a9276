import Certificates
import Console
import Foundation
import Simulation
import SyncCore
import Testing
import Transport

@testable import secteur_sync

/// A hub's authority behind a network that does what the test says.
private final class TestLine: EnrolmentLine {
    enum Network {
        case works
        case losesRequest
        /// The hub took it, and the office never hears.
        case losesAnswer
    }

    let hub: Authority
    let now: Int64 = 1_790_726_400
    var network = Network.works
    /// What the hub answers with, when it isn't a certificate.
    var refusal: HubConnection.CertificateReply?
    /// What answers the question for the authority.
    var shown: String
    private(set) var asked: [(secret: [UInt8]?, key: KeyFingerprint)] = []
    private var issued: [KeyFingerprint: IssuedCertificate] = [:]
    private var generator = SeededGenerator(seed: 3)

    init() {
        hub = Authority(at: now, using: &generator)
        shown = hub.certificate.pem
    }

    func code() -> EnrolmentCode {
        EnrolmentCode(for: hub.certificate.fingerprint, using: &generator)
    }

    func authority() throws(TransportError) -> String { shown }

    func enrol(
        _ request: SigningRequest, secret: [UInt8], trusting authority: IssuedCertificate
    ) throws(TransportError) -> HubConnection.CertificateReply {
        try answer(request, secret)
    }

    func renew(
        _ request: SigningRequest, showing identity: OfficeIdentity
    ) throws(TransportError) -> HubConnection.CertificateReply {
        try answer(request, nil)
    }

    /// As the hub does: the same key gets the same certificate.
    private func answer(
        _ request: SigningRequest, _ secret: [UInt8]?
    ) throws(TransportError) -> HubConnection.CertificateReply {
        if case .losesRequest = network { throw TransportError(.unreachable, at: "https://hub") }
        asked.append((secret, request.fingerprint))
        let certificate =
            issued[request.fingerprint]
            ?? hub.office(1, request, at: now, using: &generator)
        issued[request.fingerprint] = certificate
        if case .losesAnswer = network { throw TransportError(.interrupted, at: "https://hub") }
        return refusal ?? .certificate(certificate.pem)
    }
}

@Suite("Joining a hub and staying in")
struct JoiningTests {
    private let office: TestOffice
    private let files: IdentityFiles
    private let line = TestLine()
    private var generator = SeededGenerator(seed: 9)

    init() throws {
        office = try TestOffice()
        files = IdentityFiles(in: OfficeFolder(path: office.folder))
    }

    private func joining(_ remember: @escaping () throws -> Void = {}) -> Joining {
        Joining(files: files, line: line, remember: remember)
    }

    private var names: Set<String> {
        get throws {
            Set(
                try FileManager.default.contentsOfDirectory(
                    atPath: OfficeFolder(path: office.folder).shared
                ).filter { $0.hasPrefix("hub.") })
        }
    }

    @Test mutating func endsWithOneFileThatOnlyTheOfficeReads() throws {
        let code = line.code()
        let identity = try joining().run(code, using: &generator)
        #expect(try files.read()?.pem == identity.pem)
        #expect(line.asked.map(\.secret) == [code.secret])
        #expect(try names == ["hub.identity.pem"])
        let rights = try FileManager.default.attributesOfItem(
            atPath: files.identity.path)[.posixPermissions]
        #expect(rights as? Int == 0o600)
    }

    @Test mutating func saysNothingToAnotherHub() throws {
        let code = line.code()
        var generator = SeededGenerator(seed: 4)
        for shown in [
            Authority(at: line.now, using: &generator).certificate.pem, "", "welcome to the hotel",
        ] {
            line.shown = shown
            #expect(throws: JoinRefusal.otherHub) {
                _ = try joining().run(code, using: &generator)
            }
        }
        #expect(line.asked.isEmpty)
        #expect(try names == [])
    }

    @Test mutating func goesOnWhereAnAnswerWasLostOrTheProgramStopped() throws {
        struct Crash: Error {}
        let code = line.code()
        for network in [TestLine.Network.losesRequest, .losesAnswer] {
            line.network = network
            #expect(throws: TransportError.self) {
                _ = try joining().run(code, using: &generator)
            }
            #expect(try names == ["hub.joining"])
        }
        line.network = .works
        // After the identity is written and before the address is.
        #expect(throws: Crash.self) {
            _ = try joining { throw Crash() }.run(code, using: &generator)
        }
        let kept = try #require(try files.read())
        #expect(try joining().run(code, using: &generator).pem == kept.pem)
        #expect(Set(line.asked.map(\.key)) == [kept.key.fingerprint])
        #expect(try names == ["hub.identity.pem"])
    }

    @Test mutating func takesANewKeyWithANewCode() throws {
        line.refusal = .codeSpent
        #expect(throws: JoinRefusal.codeSpent) {
            _ = try joining().run(line.code(), using: &generator)
        }
        line.refusal = nil
        _ = try joining().run(line.code(), using: &generator)
        #expect(Set(line.asked.map(\.key)).count == 2)
    }

    @Test mutating func believesNoCertificateButItsOwnKeysFromItsOwnHub() throws {
        let code = line.code()
        var generator = SeededGenerator(seed: 6)
        let stranger = Authority(at: line.now, using: &generator)
        let other = SigningRequest(of: SigningKey(using: &generator))
        for (pem, refusal) in [
            (
                line.hub.office(1, other, at: line.now, using: &generator).pem,
                CertificateRefusal.notOfThisKey
            ),
            (stranger.certificate.pem, .notOfThisKey), ("nonsense", .malformed),
        ] {
            line.refusal = .certificate(pem)
            #expect(throws: refusal) { _ = try joining().run(code, using: &generator) }
            #expect(try files.read() == nil)
        }
    }

    @Test mutating func renewsInItsLastThirdAndNotBefore() throws {
        let first = try joining().run(line.code(), using: &generator)
        let renewal = Renewal(files: files, line: line)
        let day: Int64 = 86_400
        let early = try renewal.run(first, at: line.now + 59 * day, using: &generator)
        #expect(early.pem == first.pem && line.asked.count == 1)
        let due = line.now + 61 * day
        // Whatever goes wrong, the old one is there; and then the new one, whole.
        for network in [TestLine.Network.losesRequest, .losesAnswer] {
            line.network = network
            #expect(throws: TransportError.self) {
                _ = try renewal.run(first, at: due, using: &generator)
            }
            #expect(try files.read()?.pem == first.pem)
        }
        line.network = .works
        let second = try renewal.run(first, at: due, using: &generator)
        #expect(second.key.fingerprint != first.key.fingerprint)
        #expect(try files.read()?.pem == second.pem)
        #expect(Set(line.asked.map(\.key)).count == 2)
        #expect(try names == ["hub.identity.pem"])
        // A key that was left over is not taken twice.
        try files.renewal.write(second.key.pem)
        let third = try renewal.run(second, at: due, using: &generator)
        #expect(third.key.fingerprint != second.key.fingerprint)
    }

    @Test func aDamagedIdentityIsRefusedAndKept() throws {
        try files.identity.write("damaged")
        #expect(throws: CertificateRefusal.malformed) { _ = try files.read() }
        #expect(try files.identity.read() == "damaged")
    }
}
