import Foundation
import Synchronization

/// The time as it is, until a test puts it forward. TLS itself goes by the machine's.
final class TestClock: Sendable {
    private let start = Int64(Date().timeIntervalSince1970)
    private let passed = Mutex<Int64>(0)

    /// Seconds since 1970.
    var now: Int64 { start + passed.withLock { $0 } }
    var uptime: Duration { .seconds(passed.withLock { $0 }) }

    func pass(seconds: Int64) { passed.withLock { $0 += seconds } }
}
