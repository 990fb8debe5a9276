import SyncCore
import Synchronization

/// The rates of a running server: `OfficeRates` by the server's own clock.
final class RateMeter: Sendable {
    private let rates: Mutex<OfficeRates>
    private let uptime: @Sendable () -> Duration

    init(_ limits: ServerLimits, uptime: @escaping @Sendable () -> Duration) {
        rates = Mutex(
            OfficeRates(
                requestsPerMinute: limits.requestsPerMinute,
                bytesPerMinute: limits.bytesPerMinute))
        self.uptime = uptime
    }

    /// How long the office must wait before a request; `nil` when it may go on.
    func wait(of office: OfficeNumber) -> Duration? {
        let now = uptime()
        return rates.withLock { $0.request(of: office, at: now) }
    }

    func charge(_ bytes: Int, to office: OfficeNumber) {
        let now = uptime()
        rates.withLock { $0.charge(bytes, to: office, at: now) }
    }
}
