internal import SyncCore

/// Why an exchange over HTTP didn't come about. All work is still in the office.
package struct TransportError: Explained, Hashable {
    /// What kind of failure it is; equality of errors in tests is by kind.
    package enum Kind: String, Sendable, CaseIterable {
        /// Not an address of a hub.
        case badAddress = "hub-address"
        /// Plain `http` to another machine.
        case plainOutside = "hub-not-encrypted"
        /// No network, no such name, or nobody listens: the normal state of an office on the road.
        case unreachable = "hub-unreachable"
        /// Nothing moved for too long.
        case stalled = "hub-stalled"
        /// The connection broke in the middle.
        case interrupted = "hub-interrupted"
        /// The hub has too much to do: 429 or 503.
        case busy = "hub-busy"
        /// The hub's own fault: any other 5xx.
        case hubFault = "hub-fault"
        /// Its certificate isn't valid for this address.
        case notTrusted = "hub-not-trusted"
        /// What answered doesn't speak the protocol: a portal of a network, a proxy, a web page.
        case notAHub = "hub-unknown-answer"
        /// The answer is larger than any hub sends, compressed or not.
        case tooLarge = "hub-answer-too-large"
        /// The answer's compression is damaged.
        case damaged = "hub-answer-damaged"
        /// Somebody asked to stop.
        case cancelled
    }

    package let kind: Kind
    /// The hub's address.
    package let address: String
    /// Words of libcurl, of the format or of the protocol; in English, for whoever has to dig.
    package let detail: String?
    /// What the hub asked to wait, with `.busy` and `.hubFault`.
    package let retryAfter: Duration?

    package init(
        _ kind: Kind, at address: String, detail: String? = nil, retryAfter: Duration? = nil
    ) {
        self.kind = kind
        self.address = address
        self.detail = detail
        self.retryAfter = retryAfter
    }

    package var code: String { kind.rawValue }

    /// Whether the same request may succeed later, without anybody changing anything.
    package var isTemporary: Bool {
        switch kind {
        case .unreachable, .stalled, .interrupted, .busy, .hubFault, .notAHub, .damaged: true
        case .badAddress, .plainOutside, .notTrusted, .tooLarge, .cancelled: false
        }
    }
}
