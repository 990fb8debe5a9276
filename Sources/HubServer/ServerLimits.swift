/// Bounds on what strangers can make the server hold.
package struct ServerLimits: Hashable, Sendable {
    /// A request's body as it arrives.
    package var bodyBytes = 8 << 20
    /// A request's body once it is decompressed.
    package var messageBytes = 32 << 20
    /// Exchanges under way at once, those that wait for the store included; more are told to come
    /// again.
    package var exchanges = 32
    /// Of these, how many are decoded and carried out at once.
    package var workers = 4
    /// What those who come too many are told to wait.
    package var retryAfter: Duration = .seconds(2)
    package var connections = 512
    /// How long a connection may be silent.
    package var idle: Duration = .seconds(75)

    package init() {}
}
