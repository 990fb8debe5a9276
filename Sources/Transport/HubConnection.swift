internal import CCurl
internal import Compression
internal import SyncCore

/// A connection to a hub that stays open across the requests of a sync: HTTP/1.1 keep-alive.
///
/// No redirection is followed, no cookie kept, no proxy taken from the environment unless asked; TLS
/// is 1.3, and the hub's certificate must be of the authority that the office joined, for this very
/// name. Not thread-safe: one sync has one connection.
package final class HubConnection {
    package let address: HubAddress
    /// Called often while a request is under way, with the bytes that moved so far.
    package var progress: ((HubReply.Traffic) -> Void)?

    let options: TransportOptions
    private let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer

    /// libcurl's own preparation, once in a process.
    private static let isPrepared = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    package init(to address: HubAddress, options: TransportOptions = TransportOptions()) {
        precondition(Self.isPrepared, "libcurl can't start")
        guard let easy = curl_easy_init(), let multi = curl_multi_init() else {
            fatalError("no memory for a connection")
        }
        self.address = address
        self.options = options
        self.easy = easy
        self.multi = multi
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
    }

    /// Sends one message to `/v1/exchange` and returns the answer, read to its end.
    ///
    /// The body is compressed when that makes it smaller. An answer of 4xx is returned: its body says
    /// why. Throws for all that isn't an answer of a hub, and for 429 and 5xx.
    package func exchange(
        body: [UInt8], cancellation: Cancellation = .never
    ) throws(TransportError) -> HubReply {
        if cancellation.isRequested() { throw TransportError(.cancelled, at: address.text) }
        let packed = Zstd.compress(body, seams: MessageSeams.find(in: body))
        let isPacked = packed.count < body.count
        let sent = isPacked ? packed : body
        let secret = address.isEncrypted ? nil : options.bearerSecret
        let (ending, transfer) = try send(
            Outgoing(
                page: "/v1/exchange", body: sent,
                headers: RequestHeaders(isZstd: isPacked, bearerSecret: secret)), cancellation)
        return try reply(ending, transfer, sentBytes: sent.count)
    }

    // MARK: One request

    /// A request on its way.
    struct Outgoing {
        let page: String
        /// `nil` for a page that is only fetched.
        let body: [UInt8]?
        let headers: RequestHeaders
        /// Whether whoever answers must prove to be the hub. Only the page of its authority is
        /// fetched without, since that is what the proof needs.
        var isVerified = true
    }

    /// Sends a request and reads what comes back to its end, whatever it says.
    func send(
        _ request: Outgoing, _ cancellation: Cancellation
    ) throws(TransportError) -> (Ending, Transfer) {
        if cancellation.isRequested() { throw TransportError(.cancelled, at: address.text) }
        let transfer = Transfer(limitBytes: options.maximumAnswerBytes, progress: progress)
        let ending = request.headers.withList { list in
            (request.body ?? []).withUnsafeBytes { bytes in
                withExtendedLifetime(transfer) { () -> Ending? in
                    configure(transfer, list)
                    secure(isVerified: request.isVerified)
                    set(CURLOPT_URL, text: address.page(request.page))
                    if request.body != nil {
                        set(CURLOPT_POST, 1)
                        set(CURLOPT_POSTFIELDSIZE_LARGE, size: bytes.count)
                        secteur_curl_set_pointer(easy, CURLOPT_POSTFIELDS, bytes.baseAddress)
                    }
                    defer { curl_easy_reset(easy) }
                    return perform(cancellation).map { self.ending(of: $0) }
                }
            }
        }
        guard let ending else { throw TransportError(.cancelled, at: address.text) }
        guard ending.code == CURLE_OK else { throw failure(ending.code, transfer) }
        return (ending, transfer)
    }

    private func secure(isVerified: Bool) {
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_3))
        set(CURLOPT_SSL_VERIFYPEER, isVerified ? 1 : 0)
        set(CURLOPT_SSL_VERIFYHOST, isVerified ? 2 : 0)
        // Nobody vouches for a hub but its own authority.
        secteur_curl_set_text(easy, CURLOPT_CAPATH, nil)
        secteur_curl_set_text(easy, CURLOPT_CAINFO, nil)
        guard isVerified, let credentials = options.credentials else { return }
        set(CURLOPT_CAINFO_BLOB, blob: credentials.authority)
        if let certificate = credentials.certificate, let key = credentials.key {
            set(CURLOPT_SSLCERT_BLOB, blob: certificate)
            set(CURLOPT_SSLKEY_BLOB, blob: key)
        }
    }

    private func configure(
        _ transfer: Transfer, _ headers: UnsafeMutablePointer<curl_slist>?
    ) {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        secteur_curl_set_pointer(easy, CURLOPT_HTTPHEADER, headers)
        secteur_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, transfer.errorBuffer)
        set(CURLOPT_USERAGENT, text: "secteur-sync")
        secteur_curl_only_http(easy)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        if !options.usesEnvironmentProxy { set(CURLOPT_PROXY, text: "") }
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(options.connectTimeout / .milliseconds(1)))
        set(CURLOPT_LOW_SPEED_LIMIT, 16)
        set(CURLOPT_LOW_SPEED_TIME, Int((options.stallTimeout / .seconds(1)).rounded(.up)))
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_BUFFERSIZE, 256 << 10)
        set(CURLOPT_UPLOAD_BUFFERSIZE, 256 << 10)
        set(CURLOPT_MAXFILESIZE_LARGE, size: options.maximumAnswerBytes)
        secteur_curl_set_receiver(easy, CURLOPT_WRITEFUNCTION, Transfer.receiveBody)
        secteur_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        secteur_curl_set_receiver(easy, CURLOPT_HEADERFUNCTION, Transfer.receiveHeader)
        secteur_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        secteur_curl_set_watcher(easy, Transfer.watch)
        secteur_curl_set_pointer(easy, CURLOPT_XFERINFODATA, context)
        set(CURLOPT_NOPROGRESS, 0)
    }

    /// Runs the request to its end; `nil` when somebody asked to stop.
    private func perform(_ cancellation: Cancellation) -> CURLcode? {
        curl_multi_add_handle(multi, easy)
        defer { curl_multi_remove_handle(multi, easy) }
        while true {
            var running: Int32 = 0
            guard curl_multi_perform(multi, &running) == CURLM_OK else {
                return CURLE_FAILED_INIT
            }
            if running == 0 { return result }
            if cancellation.isRequested() { return nil }
            wait(cancellation)
        }
    }

    /// Waits until something can be read or written, or somebody asks to stop.
    private func wait(_ cancellation: Cancellation) {
        guard let descriptor = cancellation.fileDescriptor else {
            curl_multi_poll(multi, nil, 0, 250, nil)
            return
        }
        var stop = curl_waitfd(fd: descriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        curl_multi_poll(multi, &stop, 1, 1000, nil)
    }

    private var result: CURLcode {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            if message.pointee.msg == CURLMSG_DONE { return message.pointee.data.result }
        }
        return CURLE_FAILED_INIT
    }

    // MARK: Answers

    private func reply(
        _ ending: Ending, _ transfer: Transfer, sentBytes: Int
    ) throws(TransportError) -> HubReply {
        let status = ending.status
        try check(ending)
        guard ending.contentType == "application/cbor" else {
            throw error(.notAHub, ending)
        }
        let traffic = HubReply.Traffic(sentBytes: sentBytes, receivedBytes: transfer.body.count)
        guard transfer.isZstd else {
            return HubReply(status: status, body: transfer.body, traffic: traffic)
        }
        do {
            let body = try Zstd.decompress(
                transfer.body, limitBytes: options.maximumAnswerBytes)
            return HubReply(status: status, body: body, traffic: traffic)
        } catch {
            let kind: TransportError.Kind = error == .tooLarge ? .tooLarge : .damaged
            throw TransportError(kind, at: address.text, detail: "zstd: \(error.rawValue)")
        }
    }

    /// Throws unless somebody answered who may be a hub and wants no waiting.
    func check(_ ending: Ending) throws(TransportError) {
        switch ending.status {
        case 429, 503: throw error(.busy, ending)
        case 501, 505: throw error(.notAHub, ending)
        case 500...: throw error(.hubFault, ending)
        case 200, 400..<500: break
        default: throw error(.notAHub, ending)
        }
    }

    func error(_ kind: TransportError.Kind, _ ending: Ending) -> TransportError {
        TransportError(
            kind, at: address.text, detail: "HTTP \(ending.status)",
            retryAfter: ending.retryAfter)
    }

    private func failure(_ code: CURLcode, _ transfer: Transfer) -> TransportError {
        let kind = TransportError.Kind(code, in: transfer)
        let words = String(cString: curl_easy_strerror(code))
        return TransportError(kind, at: address.text, detail: words)
    }

    /// How a request ended, and what the header of its answer says.
    struct Ending {
        let code: CURLcode
        let status: Int
        let retryAfter: Duration?
        /// Without its parameters, in lower case.
        let contentType: String
    }

    private func ending(of code: CURLcode) -> Ending {
        var status = 0
        secteur_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        var seconds: curl_off_t = 0
        secteur_curl_get_size(easy, CURLINFO_RETRY_AFTER, &seconds)
        var text: UnsafePointer<CChar>?
        secteur_curl_get_text(easy, CURLINFO_CONTENT_TYPE, &text)
        let type = text.map { String(cString: $0) } ?? ""
        return Ending(
            code: code, status: status, retryAfter: seconds > 0 ? .seconds(Int64(seconds)) : nil,
            contentType: type.prefix { $0 != ";" && $0 != " " }.lowercased())
    }

    private func set(_ option: CURLoption, _ value: Int) {
        secteur_curl_set_long(easy, option, value)
    }

    private func set(_ option: CURLoption, size: Int) {
        secteur_curl_set_size(easy, option, curl_off_t(size))
    }

    private func set(_ option: CURLoption, blob: String) {
        let bytes = Array(blob.utf8)
        secteur_curl_set_blob(easy, option, bytes, bytes.count)
    }

    private func set(_ option: CURLoption, text: String) {
        secteur_curl_set_text(easy, option, text)
    }
}
