/// How a request for a certificate ended.
package enum Redemption: Hashable, Sendable {
    /// The certificate in DER.
    case issued([UInt8])
    case codeUnknown
    /// Too late, or another machine had it.
    case codeSpent
    /// The key has a certificate that this request can't have.
    case keyKnown
    /// The office was revoked while it asked.
    case shutOut
    /// The office has as many certificates as it may.
    case tooMany
}
