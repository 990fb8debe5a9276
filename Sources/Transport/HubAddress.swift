internal import CCurl

/// Where a hub is: `https://hub.example.org`, with a port or a path if need be.
///
/// Plain `http` is only for a hub on this very machine: anywhere else somebody may listen.
package struct HubAddress: Hashable, Sendable, CustomStringConvertible {
    /// As it was given, without slashes at its end.
    package let text: String
    /// The name or number of the machine, for messages.
    package let host: String
    package let port: Int
    /// Whether the hub is spoken to over TLS.
    package let isEncrypted: Bool

    /// Throws `TransportError` of kind `.badAddress` or `.plainOutside`.
    package init(_ text: String) throws(TransportError) {
        guard let url = curl_url() else { throw TransportError(.badAddress, at: text) }
        defer { curl_url_cleanup(url) }
        func part(_ part: CURLUPart, flags: UInt32 = 0) -> String? {
            var found: UnsafeMutablePointer<CChar>?
            guard curl_url_get(url, part, &found, flags) == CURLUE_OK, let found else { return nil }
            defer { curl_free(found) }
            return String(cString: found)
        }
        guard curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK,
            let scheme = part(CURLUPART_SCHEME), scheme == "http" || scheme == "https",
            let host = part(CURLUPART_HOST), !host.isEmpty,
            let port = part(CURLUPART_PORT, flags: UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) }),
            part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil,
            part(CURLUPART_QUERY) == nil, part(CURLUPART_FRAGMENT) == nil,
            text.utf8.allSatisfy({ 0x21...0x7e ~= $0 })
        else { throw TransportError(.badAddress, at: Self.withoutSecrets(text)) }
        self.host = host
        self.port = port
        isEncrypted = scheme == "https"
        self.text = text.droppingSlashes
        guard scheme == "https" || Self.isThisMachine(host) else {
            throw TransportError(.plainOutside, at: self.text)
        }
    }

    package var description: String { text }

    /// The address of a page of the hub.
    func page(_ path: String) -> String { text + path }

    /// `localhost` is always this machine: libcurl doesn't ask the network for it.
    private static func isThisMachine(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127"
            && numbers.allSatisfy { UInt8($0) != nil }
    }

    /// An address that was refused may have held a password: nothing before the `@` is repeated.
    private static func withoutSecrets(_ text: String) -> String {
        text.lastIndex(of: "@").map { "…" + text[$0...] } ?? text
    }
}

extension String {
    fileprivate var droppingSlashes: String {
        var text = self[...]
        while text.hasSuffix("/") { text.removeLast() }
        return String(text)
    }
}
