/// Bounds on what strangers, and offices, can make the server hold and do.
package struct ServerLimits: Hashable, Sendable {
    /// A request's body as it arrives.
    package var bodyBytes = 8 << 20
    /// A request's body once it is decompressed.
    package var messageBytes = 32 << 20
    /// Exchanges under way at once, those that wait for the store included; more are told to come
    /// again.
    package var exchanges = 32
    /// Of these, how many may be one office's.
    package var exchangesOfOffice = 8
    /// Of these, how many are decoded at once, and carried out unless they are small pushes: those
    /// wait for the store side by side.
    package var workers = 4
    /// A push is small whose message, decompressed, is at most this.
    package var smallMessageBytes = 256 << 10
    /// What those who come too many are told to wait.
    package var retryAfter: Duration = .seconds(2)
    /// What one office may ask for in a minute. A first sync of 100,000 records takes some 200
    /// requests.
    package var requestsPerMinute = 1200
    /// Bodies of one office in a minute, as they arrive.
    package var bytesPerMinute = 256 << 20
    /// Records and erasures in one office's part of the hub.
    package var rowsOfOffice = 2_000_000
    package var connections = 512
    /// Of these, how many may come from one address. Offices may share one.
    package var connectionsOfAddress = 128
    /// How long a TLS handshake may take.
    package var handshake: Duration = .seconds(10)
    /// How long a connection may be silent.
    package var idle: Duration = .seconds(75)

    package init() {}
}
