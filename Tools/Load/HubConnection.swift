import Glibc
import SyncCore

/// One kept-alive HTTP/1.1 connection to a hub on this machine. Blocking: one thread uses it.
final class HubConnection {
    private let socket: Int32
    private var buffer: [UInt8] = []

    /// - Parameter source: the last part of the address that the connection comes from, so that one
    ///   generator is many addresses to the hub.
    init(port: UInt16, source: UInt8) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Self.failure("socket") }
        var on: Int32 = 1
        setsockopt(
            socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        try Self.with(host: [127, 0, 1, source], port: 0) {
            guard bind(socket, $0, $1) == 0 else { throw Self.failure("bind") }
        }
        try Self.with(host: [127, 0, 0, 1], port: port) {
            guard connect(socket, $0, $1) == 0 else { throw Self.failure("connect") }
        }
    }

    deinit { close(socket) }

    struct Reply {
        let status: Int
        let isZstd: Bool
        let body: [UInt8]
    }

    /// Sends one exchange and waits for its answer.
    func exchange(_ body: [UInt8], isZstd: Bool, secret: String) throws -> Reply {
        let encoding = isZstd ? "Content-Encoding: zstd\r\n" : ""
        let head = """
            POST /v1/exchange HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(secret)\r\n\
            Content-Type: application/cbor\r\nAccept-Encoding: zstd\r\n\(encoding)\
            Content-Length: \(body.count)\r\n\r\n
            """
        try send(Array(head.utf8) + body)
        return try receive()
    }

    /// Fetches a page, such as the metrics.
    func get(_ path: String) throws -> String {
        try send(Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8))
        return String(decoding: try receive().body, as: UTF8.self)
    }

    private func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    socket, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Self.failure("send") }
            sent += count
        }
    }

    private func receive() throws -> Reply {
        var end = headEnd(from: 0)
        while end == nil {
            let searched = max(0, buffer.count - 3)
            try fill()
            end = headEnd(from: searched)
        }
        let head = String(decoding: buffer[..<end!], as: UTF8.self).lowercased()
        let lines = head.split(separator: "\r\n")
        func header(_ name: String) -> Substring? {
            lines.first { $0.hasPrefix(name + ": ") }?.dropFirst(name.count + 2)
        }
        let words = lines.first?.split(separator: " ") ?? []
        guard let status = words.dropFirst().first.flatMap({ Int($0) }),
            let length = header("content-length").flatMap({ Int($0) })
        else { throw LoadFault.connection("no HTTP answer") }
        let total = end! + length
        while buffer.count < total { try fill() }
        let body = Array(buffer[end!..<total])
        buffer.removeFirst(total)
        return Reply(status: status, isZstd: header("content-encoding") == "zstd", body: body)
    }

    /// Where the body begins.
    private func headEnd(from start: Int) -> Int? {
        guard buffer.count >= 4 else { return nil }
        let end = (start...(buffer.count - 4)).first {
            buffer[$0] == 13 && buffer[$0 + 1] == 10 && buffer[$0 + 2] == 13
                && buffer[$0 + 3] == 10
        }
        return end.map { $0 + 4 }
    }

    private func fill() throws {
        let part = [UInt8](unsafeUninitializedCapacity: 65_536) { space, count in
            count = max(0, recv(socket, space.baseAddress!, space.count, 0))
        }
        guard !part.isEmpty else { throw Self.failure("the hub closed it") }
        buffer += part
    }

    private static func with(
        host: [UInt8], port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void
    ) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        try withUnsafePointer(to: &address) {
            try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func failure(_ what: String) -> LoadFault {
        .connection("\(what): \(String(cString: strerror(errno)))")
    }
}
