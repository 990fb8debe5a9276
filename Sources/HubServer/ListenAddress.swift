/// An address to listen on: of any of this machine's networks, `0.0.0.0` and `::` for all of them.
package struct ListenAddress: Hashable, Sendable {
    package let host: String
    /// 0 lets the system choose.
    package let port: Int

    package init(host: String, port: Int) throws(ServerRefusal) {
        guard (0...65_535).contains(port) else { throw .noSuchPort(port) }
        self.host = host
        self.port = port
    }

    init(_ address: LoopbackAddress) {
        host = address.host
        port = address.port
    }
}
