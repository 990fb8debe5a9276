internal import CCurl

/// What libcurl's callbacks collect while one request is under way.
final class Transfer {
    typealias Progress = (HubReply.Traffic) -> Void

    private(set) var body: [UInt8] = []
    private(set) var isOverLimit = false
    private(set) var isZstd = false
    private let limitBytes: Int
    private let progress: Progress?
    /// Where libcurl writes what went wrong, in its own and its TLS library's words.
    let errorBuffer: UnsafeMutablePointer<CChar>

    init(limitBytes: Int, progress: Progress?) {
        self.limitBytes = limitBytes
        self.progress = progress
        errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit { errorBuffer.deallocate() }

    /// Whether the other end answered a TLS handshake with something that isn't TLS, or not ours.
    ///
    /// libcurl has one code, `CURLE_SSL_CONNECT_ERROR`, for this and for a connection that breaks in
    /// the handshake. It quotes OpenSSL, with which Debian's is made: of the first as an error of its
    /// SSL routines; of the second as one of the system, as an unexpected end, or not at all.
    var isHandshakeRefused: Bool {
        let words = String(cString: errorBuffer)
        return words.contains("SSL routines") && !words.contains("unexpected eof")
    }

    /// Takes a part of the body; `false` stops the transfer.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= limitBytes else {
            isOverLimit = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// Takes a line of the header. A status line begins a new one.
    func takeHeader(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self).lowercased()
        if line.hasPrefix("http/") { isZstd = false }
        guard line.hasPrefix("content-encoding:") else { return }
        let value = line.dropFirst("content-encoding:".count)
        isZstd = value.split(whereSeparator: \.isWhitespace) == ["zstd"]
    }

    func note(sent: Int, received: Int) {
        progress?(HubReply.Traffic(sentBytes: sent, receivedBytes: received))
    }

    // MARK: The callbacks

    static let receiveBody: secteur_curl_receiver = { bytes, size, count, context in
        let transfer = Transfer.behind(context)
        let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return transfer.take(part) ? part.count : 0
    }

    static let receiveHeader: secteur_curl_receiver = { bytes, size, count, context in
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        Transfer.behind(context).takeHeader(line)
        return line.count
    }

    static let watch: secteur_curl_watcher = { context, _, received, _, sent in
        Transfer.behind(context).note(sent: Int(sent), received: Int(received))
        return 0
    }

    private static func behind(_ context: UnsafeMutableRawPointer?) -> Transfer {
        Unmanaged<Transfer>.fromOpaque(context!).takeUnretainedValue()
    }
}
