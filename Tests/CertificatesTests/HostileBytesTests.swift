import Crypto
import Simulation
import TestSeeds
import Testing
import X509

@testable import Certificates

/// What strangers send ends in a value or in one refusal, never in a crash.
@Suite("Hostile certificates and requests")
struct HostileBytesTests {
    /// Bytes flipped, cut, doubled or put in.
    private func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0...generator.below(4) {
            guard !bytes.isEmpty else { return bytes }
            let place = generator.below(bytes.count)
            switch generator.below(5) {
            case 0: bytes[place] ^= UInt8(1 << generator.below(8))
            case 1: bytes.removeSubrange(place...)
            case 2: bytes.insert(contentsOf: bytes[place...].prefix(40), at: place)
            case 3: bytes[place] = [0, 0x7f, 0x80, 0x84, 0xff][generator.below(5)]
            default: bytes.remove(at: place)
            }
        }
        return bytes
    }

    @Test func aMutatedRequestIsRefusedOrIsTheSameKeysRequest() throws {
        var generator = SeededGenerator.ofThisRun()
        let request = SigningRequest(of: SigningKey(using: &generator))
        let der = try PEM.part(of: request.pem, type: SigningRequest.pemType)
        for _ in 0..<1500 {
            let text = PEM.text(SigningRequest.pemType, mutated(der, &generator))
            // What is still read was signed by the key in it: nobody could make another's.
            if let read = try? SigningRequest(pem: text) {
                #expect(read.fingerprint == request.fingerprint)
            }
        }
        for _ in 0..<500 {
            let text = String(
                decoding: mutated(Array(request.pem.utf8), &generator), as: UTF8.self)
            if let read = try? SigningRequest(pem: text) {
                #expect(read.fingerprint == request.fingerprint)
            }
        }
    }

    @Test func aMutatedCertificateIsNotSignedByTheAuthority() throws {
        var generator = SeededGenerator.ofThisRun()
        let authority = Authority(at: today, using: &generator)
        let key = SigningKey(using: &generator)
        let certificate = authority.office(
            3, SigningRequest(of: key), at: today, using: &generator)
        for _ in 0..<1500 {
            let bytes = mutated(certificate.der, &generator)
            guard bytes != certificate.der, let read = try? IssuedCertificate(der: bytes) else {
                continue
            }
            #expect(
                !read.isSigned(by: authority.certificate)
                    || read.certificate.tbsCertificateBytes
                        == certificate.certificate.tbsCertificateBytes
            )
        }
    }

    @Test func aMutatedIdentityIsRefusedOrWhole() throws {
        var generator = SeededGenerator.ofThisRun()
        let authority = Authority(at: today, using: &generator)
        let key = SigningKey(using: &generator)
        let identity = try OfficeIdentity(
            key: key,
            certificate: authority.office(
                3, SigningRequest(of: key), at: today, using: &generator),
            authority: authority.certificate)
        for _ in 0..<300 {
            let text = String(
                decoding: mutated(Array(identity.pem.utf8), &generator), as: UTF8.self)
            if let read = try? OfficeIdentity(pem: text) {
                #expect(read.key.fingerprint == read.certificate.fingerprint)
            }
        }
    }

    @Test func otherKeysAndOtherSignaturesAreRefused() throws {
        var generator = SeededGenerator.ofThisRun()
        let (a, b) = (SigningKey(using: &generator), SigningKey(using: &generator))
        // The request of one key with the signature of another.
        let one = try PEM.part(of: SigningRequest(of: a).pem, type: SigningRequest.pemType)
        let point = Array(a.key.publicKey.x963Representation)
        let other = Array(b.key.publicKey.x963Representation)
        let start = try #require(one.firstRange(of: point))
        var forged = one
        forged.replaceSubrange(start, with: other)
        #expect(throws: CertificateRefusal.badSignature) {
            _ = try SigningRequest(pem: PEM.text(SigningRequest.pemType, forged))
        }
        for text in [
            "", "-----BEGIN CERTIFICATE REQUEST-----", a.pem, SigningRequest(of: a).pem + a.pem,
            String(repeating: "A", count: 5_000_000),
            "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
        ] {
            #expect(throws: CertificateRefusal.malformed) { _ = try SigningRequest(pem: text) }
        }
    }
}
