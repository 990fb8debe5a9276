import Testing

@testable import Transport

@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(
        attempts: 6, base: .seconds(1), cap: .seconds(10), patience: .seconds(60),
        retriesUnreachable: true)

    private func wait(
        _ policy: RetryPolicy, _ kind: TransportError.Kind, failures: Int,
        retryAfter: Duration? = nil, drawing draw: UInt64
    ) -> RetryPolicy.Decision {
        var generator = Fixed(draw: draw)
        let error = TransportError(kind, at: "https://hub", retryAfter: retryAfter)
        return policy.decide(after: error, failures: failures, using: &generator)
    }

    @Test func theCeilingDoublesUpToTheCap() {
        let most = (1...5).map { wait(policy, .hubFault, failures: $0, drawing: .max) }
        #expect(most == [1, 2, 4, 8, 10].map { .retry(after: .seconds($0)) })
    }

    @Test func theJitterReachesDownToNothing() {
        #expect(wait(policy, .hubFault, failures: 5, drawing: 0) == .retry(after: .zero))
    }

    @Test func itEndsAfterItsAttempts() {
        #expect(wait(policy, .hubFault, failures: 6, drawing: 0) == .giveUp)
        #expect(
            wait(.unattended, .hubFault, failures: 1_000_000, drawing: .max)
                == .retry(after: .seconds(600)))
    }

    @Test func theHubsWishIsObeyedAndSpreadOut() {
        let wish = Duration.seconds(30)
        #expect(
            wait(policy, .busy, failures: 1, retryAfter: wish, drawing: 0) == .retry(after: wish))
        #expect(
            wait(policy, .busy, failures: 1, retryAfter: wish, drawing: .max)
                == .retry(after: .seconds(31)))
    }

    @Test func aWishBeyondPatienceEndsTheSync() {
        #expect(
            wait(policy, .busy, failures: 1, retryAfter: .seconds(61), drawing: 0) == .giveUp)
    }

    @Test(arguments: TransportError.Kind.allCases)
    func onlyWhatMayPassByItselfIsTriedAgain(kind: TransportError.Kind) {
        let temporary: Set<TransportError.Kind> = [
            .unreachable, .stalled, .interrupted, .busy, .hubFault, .notAHub, .damaged,
        ]
        let decision = wait(policy, kind, failures: 1, drawing: 0)
        #expect((decision == .retry(after: .zero)) == temporary.contains(kind))
    }

    @Test func aPersonWhoIsOfflineIsToldAtOnce() {
        #expect(wait(.attended, .unreachable, failures: 1, drawing: 0) == .giveUp)
        #expect(wait(.attended, .interrupted, failures: 1, drawing: 0) == .retry(after: .zero))
        #expect(wait(.unattended, .unreachable, failures: 1, drawing: 0) == .retry(after: .zero))
    }
}

/// Draws the same number for ever.
private struct Fixed: RandomNumberGenerator {
    let draw: UInt64

    mutating func next() -> UInt64 { draw }
}
