/// Whether, and after how long, a failed exchange is tried again: a pure decision.
///
/// Capped exponential backoff with full jitter, so that the offices of a country that lost their hub
/// together don't come back together. See Marc Brooker, "Exponential Backoff And Jitter" (2015).
package struct RetryPolicy: Hashable, Sendable {
    /// How many attempts in all; `nil` for no end.
    package let attempts: Int?
    /// The most that is waited after the first failure; each further one doubles it.
    package let base: Duration
    /// The most that is ever waited by the office's own choice.
    package let cap: Duration
    /// The most that is waited because the hub says so; beyond it a sync gives up for now.
    package let patience: Duration
    /// Whether a hub that can't be reached is tried again. When a person waits for the end, being
    /// offline is an answer, not a failure.
    package let retriesUnreachable: Bool

    package init(
        attempts: Int?, base: Duration, cap: Duration, patience: Duration, retriesUnreachable: Bool
    ) {
        self.attempts = attempts
        self.base = base
        self.cap = cap
        self.patience = patience
        self.retriesUnreachable = retriesUnreachable
    }

    /// For a sync that a person waits for.
    package static let attended = RetryPolicy(
        attempts: 4, base: .milliseconds(500), cap: .seconds(8), patience: .seconds(30),
        retriesUnreachable: false)

    /// For one that runs by itself.
    package static let unattended = RetryPolicy(
        attempts: nil, base: .seconds(2), cap: .seconds(600), patience: .seconds(3600),
        retriesUnreachable: true)

    /// What to do after a failure.
    package enum Decision: Hashable, Sendable {
        case retry(after: Duration)
        case giveUp
    }

    /// Decides.
    ///
    /// - Parameters:
    ///   - failures: how many attempts failed in a row, this one included.
    ///   - generator: where the jitter comes from.
    package func decide(
        after error: TransportError, failures: Int,
        using generator: inout some RandomNumberGenerator
    ) -> Decision {
        guard error.isTemporary, attempts.map({ failures < $0 }) ?? true else { return .giveUp }
        if error.kind == .unreachable || error.kind == .notAHub, !retriesUnreachable {
            return .giveUp
        }
        let share = Double(generator.next() >> 11) / Double((1 as UInt64) << 53 - 1)
        let jitter = ceiling(failures: failures) * share
        guard let asked = error.retryAfter else { return .retry(after: jitter) }
        // Never before the hub asks for it, and not all offices at that very moment.
        return asked > patience ? .giveUp : .retry(after: asked + min(jitter, asked))
    }

    private func ceiling(failures: Int) -> Duration {
        let doublings = min(max(failures - 1, 0), 30)
        return min(cap, base * (1 << doublings))
    }
}
