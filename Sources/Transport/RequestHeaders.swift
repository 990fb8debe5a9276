internal import CCurl

/// The header lines of a request.
struct RequestHeaders {
    private(set) var lines = [
        "Content-Type: application/cbor",
        "Accept: application/cbor",
        "Accept-Encoding: zstd",
        // Else each upload waits a second for "100 Continue".
        "Expect:",
    ]

    init(isZstd: Bool, bearerSecret: String?) {
        if isZstd { lines.append("Content-Encoding: zstd") }
        if let bearerSecret { lines.append("Authorization: Bearer \(bearerSecret)") }
    }

    /// Lends the lines as libcurl wants them.
    func withList<Result>(_ body: (UnsafeMutablePointer<curl_slist>?) -> Result) -> Result {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else { fatalError("no memory") }
            list = longer
        }
        defer { curl_slist_free_all(list) }
        return body(list)
    }
}
