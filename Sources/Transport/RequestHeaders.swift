internal import CCurl

/// The header lines of a request.
struct RequestHeaders {
    // Else each upload waits a second for "100 Continue".
    private(set) var lines = ["Expect:"]

    /// Of an exchange.
    init(isZstd: Bool, bearerSecret: String?) {
        lines += [
            "Content-Type: application/cbor", "Accept: application/cbor", "Accept-Encoding: zstd",
        ]
        if isZstd { lines.append("Content-Encoding: zstd") }
        if let bearerSecret { lines.append("Authorization: Bearer \(bearerSecret)") }
    }

    /// Of a request for a certificate.
    init(enrolmentSecret: [UInt8]?) {
        lines += ["Content-Type: application/x-pem-file", "Accept: \(HubConnection.pemType)"]
        if let enrolmentSecret {
            let digits = enrolmentSecret.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            lines.append("Authorization: Enrolment \(digits.joined())")
        }
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
