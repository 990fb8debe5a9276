import Certificates
import Console
import Foundation
import HubServer
import SyncCore
import Testing

@testable import secteur_hub

@Suite("The files of a hub's keys")
struct HubKeysTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("keys-\(UUID().uuidString)").path
    private let now: Int64 = 1_790_726_400
    private let day: Int64 = 86_400
    private let hosts: [Certificates.Host]

    init() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        hosts = try [Certificates.Host("hub.example.org"), Certificates.Host("127.0.0.1")]
    }

    private var keys: HubKeys { HubKeys(folder: HubFolder(path: folder)) }

    @Test func lastAndTheServersCertificateIsRenewedInGoodTime() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try keys.make(hosts: hosts, at: now)
        let same = try keys.open(at: now + 360 * day)
        #expect(same.serverCertificate == made.serverCertificate)
        let renewed = try keys.open(at: now + 370 * day)
        #expect(renewed.serverCertificate != made.serverCertificate)
        #expect(renewed.serverCertificate.expiresAt == now + (370 + Authority.serverDays) * day)
        #expect(renewed.serverCertificate.hosts == hosts)
        #expect(renewed.authority.certificate == made.authority.certificate)
        #expect(try keys.open(at: now + 370 * day).serverCertificate == renewed.serverCertificate)
        // Other names, and still the authority that the offices know.
        let moved = try keys.make(hosts: [try Certificates.Host("other.example.org")], at: now)
        #expect(moved.authority.certificate == made.authority.certificate)
        #expect(moved.serverCertificate.hosts.map(\.description) == ["other.example.org"])
    }

    @Test("a start with a wrong clock leaves no certificate that offices refuse once it is right")
    func survivesAWrongClock() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try keys.make(hosts: hosts, at: now)
        // In 1970 and in 2100 the authority isn't valid either: the clock is wrong, and all stays.
        for wrong: Int64 in [0, 4_102_444_800] {
            #expect(try keys.open(at: wrong).serverCertificate == made.serverCertificate)
        }
        // Ten years ahead can't be told from truth. Once the clock is right it is made good.
        let ahead = try keys.open(at: now + 3_650 * day)
        #expect(ahead.serverCertificate.startsAt > now)
        let right = try keys.open(at: now)
        #expect(right.serverCertificate.isValid(at: now))
        #expect(right.serverCertificate.hosts == hosts)
        #expect(try keys.open(at: now + day).serverCertificate == right.serverCertificate)
    }

    @Test func areNeverMadeAnewInPlaceOfSomeThatAreMissing() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try keys.make(hosts: hosts, at: now)
        for name in ["server.pem", "server.key.pem", "authority.key.pem"] {
            try FileManager.default.removeItem(atPath: folder + "/" + name)
            #expect {
                _ = try keys.open(at: now)
            } throws: { error in
                (error as? any ExitCoded)?.code == "hub-keys-missing"
            }
        }
        // With a certificate and no key, offices trust an authority that can't sign any more.
        #expect(throws: (any Error).self) { _ = try keys.make(hosts: hosts, at: now) }
    }
}
