import SyncCore
import Testing

@testable import Transport

@Suite struct HubAddressTests {
    @Test(arguments: [
        ("https://hub.example.org", "hub.example.org", 443),
        ("https://hub.example.org:8443/secteur/", "hub.example.org", 8443),
        ("http://localhost:8080", "localhost", 8080), ("http://127.0.0.1", "127.0.0.1", 80),
        ("http://127.8.9.1:1", "127.8.9.1", 1), ("http://[::1]:8080", "[::1]", 8080),
    ])
    func addressesOfHubs(text: String, host: String, port: Int) throws {
        let address = try HubAddress(text)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(!address.text.hasSuffix("/"))
    }

    @Test(arguments: [
        "http://hub.example.org", "http://10.0.0.1", "http://localhost.example.org",
        "http://127.0.0.1.example.org", "http://[::2]", "http://0.0.0.0",
    ])
    func withoutEncryptionOnlyThisMachineIsSpokenTo(text: String) {
        let error = #expect(throws: TransportError.self) { try HubAddress(text) }
        #expect(error?.kind == .plainOutside)
    }

    @Test(arguments: [
        "", "hub", "hub.example.org", "ftp://hub.example.org", "file:///etc/passwd", "https://",
        "https://hub.example.org/?a=b", "https://hub.example.org/#a", "https://hub .example.org",
        "https://hub.example.org/\r\nX: y", "https://hub.example.org:99999",
    ])
    func anythingElseIsRefused(text: String) {
        let error = #expect(throws: TransportError.self) { try HubAddress(text) }
        #expect(error?.kind == .badAddress)
    }

    @Test func aPasswordInAnAddressIsRefusedAndNotRepeated() {
        let error = #expect(throws: TransportError.self) {
            try HubAddress("https://office:CANARY@hub.example.org")
        }
        #expect(error?.kind == .badAddress)
        #expect(error?.what.en.contains("CANARY") == false)
        #expect(error?.what.fr.contains("hub.example.org") == true)
    }

    @Test func everyErrorHasWordsInBothLanguages() {
        for kind in TransportError.Kind.allCases {
            let error = TransportError(kind, at: "https://hub.example.org", detail: "why")
            for phrase in [error.what, error.remedy] {
                #expect(phrase.fr.count > 10 && phrase.en.count > 10 && phrase.fr != phrase.en)
            }
        }
    }
}
