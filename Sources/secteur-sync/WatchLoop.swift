import Console
import Transport

/// Decides when a watching sync runs again: a pure value, which tests need not wait for.
struct WatchLoop {
    enum Next: Equatable {
        case wait(Duration)
        /// Only a person can help.
        case end
    }

    /// Between two syncs when all is well.
    let interval: Duration
    private var failures = 0

    init(interval: Duration) {
        self.interval = interval
    }

    /// What to do after a sync. Offices don't stay in step with each other: a tenth of the interval
    /// is left to chance.
    mutating func next(
        after report: SyncReport, using generator: inout some RandomNumberGenerator
    ) -> Next {
        switch report.state {
        case .inSync, .refused:
            failures = 0
            let share = Double(generator.next() >> 11) / Double((1 as UInt64) << 53)
            return .wait(interval * (0.95 + share / 10))
        case .stopped:
            return .end
        case .waiting, .failed:
            guard let error = report.failure as? TransportError else {
                return report.state == .waiting ? .wait(interval) : .end
            }
            guard error.isTemporary else { return .end }
            failures += 1
            return .wait(pause(after: error, using: &generator))
        }
    }

    private func pause(
        after error: TransportError, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let policy = RetryPolicy.unattended
        switch policy.decide(after: error, failures: failures, using: &generator) {
        case .retry(let pause): return pause
        case .giveUp: return policy.patience
        }
    }
}
