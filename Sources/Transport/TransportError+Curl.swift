internal import CCurl

extension TransportError.Kind {
    /// What an error of libcurl means to an office.
    init(_ code: CURLcode, in transfer: Transfer) {
        switch code {
        case _ where transfer.isOverLimit, CURLE_FILESIZE_EXCEEDED:
            self = .tooLarge
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
            self = .unreachable
        case CURLE_OPERATION_TIMEDOUT:
            self = .stalled
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS:
            self = .notTrusted
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP_RETURNED_ERROR,
            CURLE_BAD_CONTENT_ENCODING:
            self = .notAHub
        case CURLE_SSL_CONNECT_ERROR:
            self = transfer.isHandshakeRefused ? .notAHub : .interrupted
        default:
            self = .interrupted
        }
    }
}
