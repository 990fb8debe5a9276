import SyncCore

/// An address on this machine alone: the only kind that a hub without encryption may listen on.
package struct LoopbackAddress: Hashable, Sendable {
    package let host: String
    /// 0 lets the system choose.
    package let port: Int

    /// Takes `localhost`, `::1` and `127.…`; nothing is looked up.
    package init(host: String, port: Int) throws(ServerRefusal) {
        guard let host = Self.loopback(host) else { throw .notLoopback(host: host) }
        guard (0...65_535).contains(port) else { throw .noSuchPort(port) }
        self.host = host
        self.port = port
    }

    private static func loopback(_ host: String) -> String? {
        if host == "localhost" { return "127.0.0.1" }
        if host == "::1" { return host }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        let areBytes = numbers.allSatisfy { text in
            text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                && UInt8(text).map { String($0) == text } ?? false
        }
        return numbers.count == 4 && numbers[0] == "127" && areBytes ? host : nil
    }
}
