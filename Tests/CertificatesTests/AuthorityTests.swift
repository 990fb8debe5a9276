import Simulation
import Testing
import X509

@testable import Certificates

@Suite("A hub's authority")
struct AuthorityTests {
    private var generator = SeededGenerator(seed: 11)

    @Test mutating func issuesWhatOnlyItSigned() throws {
        let authority = Authority(at: today, using: &generator)
        let other = Authority(at: today, using: &generator)
        let key = SigningKey(using: &generator)
        let request = try SigningRequest(pem: SigningRequest(of: key).pem)
        let certificate = authority.office(7, request, at: today, using: &generator)
        #expect(certificate.isSigned(by: authority.certificate))
        #expect(!certificate.isSigned(by: other.certificate))
        #expect(certificate.fingerprint == key.fingerprint)
        #expect(certificate.startsAt == today - day)
        #expect(certificate.expiresAt == today + 90 * day)
        #expect(!certificate.isAuthority && authority.certificate.isAuthority)
        #expect(try IssuedCertificate(pem: certificate.pem) == certificate)
        #expect(certificate.certificate.subject.description == "CN=Secteur office 7")
    }

    @Test mutating func namesTheMachinesThatAServerIsReachedBy() throws {
        let authority = Authority(at: today, using: &generator)
        let hosts = try ["hub.example.org", "127.0.0.1", "::1", "LOCALHOST"].map { try Host($0) }
        let key = SigningKey(using: &generator)
        let server = authority.server(key, hosts: hosts, at: today, using: &generator)
        #expect(try IssuedCertificate(pem: server.pem).hosts == hosts)
        #expect(hosts.map(\.description) == ["hub.example.org", "127.0.0.1", "::1", "localhost"])
        for bad in [
            "", ".", "a..b", "-a.org", "a b", "https://a.org", "a.org:443", "1.2.3", "1.2.3.4.5",
            "[::1]", "é.fr", String(repeating: "a", count: 64), "a/b", "*.example.org",
        ] {
            #expect(throws: CertificateRefusal.badHost, "\(bad)") { _ = try Host(bad) }
        }
    }

    @Test mutating func isPutTogetherOnlyFromItsOwnParts() throws {
        let (a, b) = (
            Authority(at: today, using: &generator), Authority(at: today, using: &generator)
        )
        let again = try Authority(
            certificate: IssuedCertificate(pem: a.certificate.pem),
            key: SigningKey(pem: a.key.pem))
        #expect(again.certificate == a.certificate)
        #expect(throws: CertificateRefusal.notOfThisKey) {
            _ = try Authority(certificate: a.certificate, key: b.key)
        }
        let key = SigningKey(using: &generator)
        let leaf = a.office(1, SigningRequest(of: key), at: today, using: &generator)
        #expect(throws: CertificateRefusal.notOfThisAuthority) {
            _ = try Authority(certificate: leaf, key: key)
        }
    }

    @Test mutating func givesAnOfficeAnIdentityOfThreePartsThatFit() throws {
        let authority = Authority(at: today, using: &generator)
        let stranger = Authority(at: today, using: &generator)
        let key = SigningKey(using: &generator)
        let certificate = authority.office(
            3, SigningRequest(of: key), at: today, using: &generator)
        let identity = try OfficeIdentity(
            key: key, certificate: certificate, authority: authority.certificate)
        let read = try OfficeIdentity(pem: identity.pem)
        #expect(read.pem == identity.pem)
        #expect(!identity.isDue(at: today + 59 * day) && identity.isDue(at: today + 61 * day))
        #expect(throws: CertificateRefusal.notOfThisKey) {
            _ = try OfficeIdentity(
                key: SigningKey(using: &generator), certificate: certificate,
                authority: authority.certificate)
        }
        #expect(throws: CertificateRefusal.notOfThisAuthority) {
            _ = try OfficeIdentity(
                key: key, certificate: certificate, authority: stranger.certificate)
        }
        #expect(throws: CertificateRefusal.notOfThisAuthority) {
            _ = try OfficeIdentity(key: key, certificate: certificate, authority: certificate)
        }
    }
}
