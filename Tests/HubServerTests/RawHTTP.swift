import Foundation

/// Sends bytes to a port of this machine and reads what comes back: nothing here minds its manners,
/// so that hostile requests can be made.
struct RawHTTP {
    let port: Int

    struct Reply: Equatable {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    enum Failure: Error {
        case noConnection
        case noReply
    }

    /// A whole request with its body; the connection closes after it.
    func send(
        _ method: String = "POST", _ path: String = "/v1/exchange",
        headers: [String: String] = [:], body: [UInt8] = []
    ) async throws -> Reply {
        let bytes = Self.request(method, path, headers, body)
        return try await onThread { try exchange(bytes, endsEarly: false) }
    }

    static func request(
        _ method: String, _ path: String, _ headers: [String: String], _ body: [UInt8]
    ) -> [UInt8] {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        if method == "POST" { head += "Content-Length: \(body.count)\r\n" }
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        return Array((head + "\r\n").utf8) + body
    }

    /// Sends bytes as they are, then closes this end, and reads what comes back, if anything.
    func sendRaw(_ bytes: [UInt8]) async throws -> Reply? {
        try await onThread { try? exchange(bytes, endsEarly: true) }
    }

    private func exchange(_ bytes: [UInt8], endsEarly: Bool) throws -> Reply {
        let socket = try connected()
        defer { close(socket) }
        send(bytes, to: socket)
        if endsEarly { shutdown(socket, Int32(SHUT_WR)) }
        return try Self.parse(readAll(socket))
    }

    private func connected() throws -> Int32 {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            close(socket)
            throw Failure.noConnection
        }
        return socket
    }

    private func send(_ bytes: [UInt8], to socket: Int32) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }  // the server may have answered and hung up
            sent += count
        }
    }

    /// Sends bytes, leaves this end open, and reads until the server hangs up. Blocks.
    func waitForHangUp(after bytes: [UInt8]) throws -> [UInt8] {
        let socket = try connected()
        defer { close(socket) }
        send(bytes, to: socket)
        return readAll(socket)
    }

    private func readAll(_ socket: Int32) -> [UInt8] {
        var reply: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { return reply }
            reply += chunk[..<count]
        }
    }

    static func parse(_ bytes: [UInt8]) throws -> Reply {
        guard let end = Data(bytes).range(of: Data("\r\n\r\n".utf8)) else { throw Failure.noReply }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
            .components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { throw Failure.noReply }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        return Reply(status: status, headers: headers, body: Array(bytes[end.upperBound...]))
    }
}

/// Runs what blocks on a thread of its own: the server needs the few that tasks share.
func onThread<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Swift.Result { try body() }) }.start()
    }
}
