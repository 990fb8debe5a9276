internal import SyncCore

/// How a connection to a hub behaves. The defaults suit a field office on a bad mobile network.
package struct TransportOptions: Sendable {
    /// The longest that reaching the hub may take.
    package var connectTimeout: Duration = .seconds(15)
    /// How long less than a few bytes a second may arrive or leave, also while the hub is thinking.
    package var stallTimeout: Duration = .seconds(60)
    /// The largest answer, both as it arrives and decompressed.
    package var maximumAnswerBytes = ExchangeLimits.messageBytes
    /// Whether `https_proxy` and its like are obeyed. They are set by others than the office.
    package var usesEnvironmentProxy = false
    /// Whom to trust over TLS, and what to show. Without it no hub is trusted: never the system's
    /// authorities, of which any could vouch for anybody.
    package var credentials: TransportCredentials?
    /// What the office proves with, without TLS, that it may speak for itself; never printed. It is
    /// never sent over TLS.
    package var bearerSecret: String?

    package init() {}
}
