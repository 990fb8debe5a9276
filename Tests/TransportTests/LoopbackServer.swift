import Glibc
import Synchronization

/// A tiny HTTP server on an ephemeral port of this machine, one thread for each connection, which
/// answers as the test's script says.
final class LoopbackServer: Sendable {
    struct Request: Sendable {
        let head: String
        let body: [UInt8]

        /// A header's value; its name in lower case.
        func header(_ name: String) -> String? {
            let lines = head.split(separator: "\r\n")
            let line = lines.first { $0.lowercased().hasPrefix(name + ":") }
            return line.map { $0.dropFirst(name.count + 1).drop { $0 == " " } }.map(String.init)
        }
    }

    enum Response: Sendable {
        case http(Int, headers: [String] = ["Content-Type: application/cbor"], body: [UInt8] = [])
        /// Bytes as they are; the connection stays open.
        case raw(String)
        /// A header, then bytes of the body for as long as anybody reads them.
        case endless
        /// Nothing, until the server is stopped.
        case silence
        /// The connection is closed without a word.
        case hangUp
        /// The connection is reset, as by a machine that knows nothing of it any more.
        case reset
    }

    let port: Int
    private let listener: Int32
    private let script: @Sendable (Int, Request) -> Response
    private let speaksHTTP: Bool
    private let log = Mutex<[Request]>([])
    private let connections = Mutex<[Int32]>([])

    /// - Parameters:
    ///   - speaksHTTP: `false` for a server that takes the first bytes of a connection, whatever they
    ///     are, for a request, answers it, and closes the connection. It keeps no log.
    ///   - script: the answer to a request, given its number in the log, from 0.
    init(
        speaksHTTP: Bool = true, _ script: @escaping @Sendable (Int, Request) -> Response
    ) throws {
        self.script = script
        self.speaksHTTP = speaksHTTP
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard bound else { throw CannotListen(errno: errno) }
        port = Int(UInt16(bigEndian: address.sin_port))
        startThread { [self] in accept() }
    }

    var address: String { "http://127.0.0.1:\(port)" }
    var encryptedAddress: String { "https://127.0.0.1:\(port)" }
    var requests: [Request] { log.withLock { $0 } }
    var acceptedConnections: Int { connections.withLock { $0.count } }

    /// Ends all connections and listens no more.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        connections.withLock { for socket in $0 { shutdown(socket, Int32(SHUT_RDWR)) } }
    }

    private func accept() {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            guard socket >= 0 else { break }
            connections.withLock { $0.append(socket) }
            startThread { [self] in serve(socket) }
        }
        close(listener)
    }

    private func serve(_ socket: Int32) {
        defer { shutdown(socket, Int32(SHUT_RDWR)) }
        guard speaksHTTP else {
            var first = [UInt8](repeating: 0, count: 64 << 10)
            let count = max(recv(socket, &first, first.count, 0), 0)
            _ = answer(script(0, Request(head: "", body: Array(first[..<count]))), on: socket)
            return
        }
        var pending: [UInt8] = []
        while let request = read(socket, &pending) {
            let number = log.withLock { log in
                log.append(request)
                return log.count - 1
            }
            guard answer(script(number, request), on: socket) else { return }
        }
    }

    /// Reads one request; `nil` when the other end is gone.
    private func read(_ socket: Int32, _ pending: inout [UInt8]) -> Request? {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            if let end = pending.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: pending[..<end.lowerBound], as: UTF8.self)
                let length = Request(head: head, body: []).header("content-length") ?? "0"
                let bodyEnd = end.upperBound + (Int(length) ?? 0)
                if pending.count >= bodyEnd {
                    let body = Array(pending[end.upperBound..<bodyEnd])
                    pending.removeFirst(bodyEnd)
                    return Request(head: head, body: body)
                }
            }
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            pending += chunk[..<count]
        }
    }

    /// Whether the connection goes on.
    private func answer(_ response: Response, on socket: Int32) -> Bool {
        switch response {
        case .http(let status, let headers, let body):
            let lines = ["HTTP/1.1 \(status) X", "Content-Length: \(body.count)"] + headers
            let head = lines.joined(separator: "\r\n") + "\r\n\r\n"
            return send(Array(head.utf8) + body, on: socket)
        case .raw(let text):
            return send(Array(text.utf8), on: socket)
        case .endless:
            let head = "HTTP/1.1 200 X\r\nContent-Type: application/cbor\r\n\r\n"
            guard send(Array(head.utf8), on: socket) else { return false }
            let chunk = [UInt8](repeating: 0, count: 64 << 10)
            while send(chunk, on: socket) {}
            return false
        case .silence:
            var byte: UInt8 = 0
            while recv(socket, &byte, 1, 0) > 0 {}
            return false
        case .hangUp:
            return false
        case .reset:
            var nobody = sockaddr()
            nobody.sa_family = sa_family_t(AF_UNSPEC)
            connect(socket, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
            return false
        }
    }

    private func send(_ bytes: [UInt8], on socket: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    struct CannotListen: Error {
        let errno: Int32
    }
}

/// Runs `body` on a thread of its own, so that blocking calls hold up nobody else's work.
func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Box(body)).toOpaque()
    let started = pthread_create(
        &thread, nil,
        { context in
            Unmanaged<Box>.fromOpaque(context!).takeRetainedValue().body()
            return nil
        }, context)
    precondition(started == 0, "no thread")
    pthread_detach(thread)
}
