import Testing

@testable import Transport

/// Which port a proxy of the environment takes, as libcurl reads the same variables.
@Suite struct ProxyAddressTests {
    private func port(_ hub: String, _ variables: [String: String]) throws -> UInt16? {
        ProxyAddress.port(for: try HubAddress(hub)) { variables[$0] }
    }

    @Test(
        arguments: [
            ("http://proxy.example.org:3128", 3128), ("proxy.example.org:8080/", 8080),
            ("http://somebody:word@proxy.example.org:81", 81), ("http://proxy", 1080),
            ("https://proxy", 443), ("socks5h://[::1]:9050", 9050), ("socks5://proxy", 1080),
        ] as [(String, UInt16)])
    func aProxysPort(text: String, expected: UInt16) throws {
        #expect(try port("https://hub.example.org", ["https_proxy": text]) == expected)
    }

    @Test func theVariablesInTheirOrder() throws {
        let hub = "https://hub.example.org"
        #expect(try port(hub, [:]) == nil)
        #expect(try port(hub, ["http_proxy": "p:1", "all_proxy": "p:2"]) == 2)
        #expect(try port(hub, ["HTTPS_PROXY": "p:3", "all_proxy": "p:2"]) == 3)
        #expect(try port(hub, ["HTTPS_PROXY": "p:3", "https_proxy": "p:4"]) == 4)
        #expect(try port("http://127.0.0.1", ["http_proxy": "p:1", "https_proxy": "p:4"]) == 1)
        #expect(try port("http://127.0.0.1", ["HTTP_PROXY": "p:1"]) == nil)
    }

    @Test(arguments: ["http://proxy:99999", "http://", "://", "a b"])
    func whatNamesNoProxyHasNoPort(text: String) throws {
        #expect(try port("https://hub.example.org", ["https_proxy": text]) == nil)
    }
}
