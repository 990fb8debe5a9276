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
    /// A file of certificate authorities in place of the system's.
    package var authoritiesFile: String?
    /// What the office proves with that it may speak for itself; sent to the hub and never printed.
    package var bearerSecret: String?

    package init() {}
}
