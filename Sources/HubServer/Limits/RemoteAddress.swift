import Glibc
import NIOCore

/// Whom a limit counts: an address of IPv4, or of IPv6 the network of 64 bits that one customer has.
struct RemoteAddress: Hashable, Sendable {
    /// 4 or 8 bytes; empty when it isn't known.
    private let bytes: [UInt8]
    let isLoopback: Bool

    init(_ address: SocketAddress?) {
        let text = address?.ipAddress ?? ""
        var (v4, v6) = ([UInt8](repeating: 0, count: 4), [UInt8](repeating: 0, count: 16))
        if inet_pton(AF_INET, text, &v4) == 1 {
            self.init(v4: v4)
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            self.init(v6: v6)
        } else {
            self.init(bytes: [], isLoopback: false)
        }
    }

    private init(bytes: [UInt8], isLoopback: Bool) {
        self.bytes = bytes
        self.isLoopback = isLoopback
    }

    init(v4 bytes: [UInt8]) {
        self.init(bytes: bytes, isLoopback: bytes.first == 127)
    }

    init(v6 bytes: [UInt8]) {
        // A socket of both families shows an address of IPv4 within one of IPv6.
        if bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff] {
            self.init(v4: Array(bytes.suffix(4)))
            return
        }
        let isLoopback = bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
        self.init(bytes: Array(bytes.prefix(8)), isLoopback: isLoopback)
    }
}
