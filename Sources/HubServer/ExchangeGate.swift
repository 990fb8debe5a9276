import Synchronization

/// Lets so many exchanges in at once and no more: a queue without end would only fill the memory.
final class ExchangeGate: Sendable {
    private let limit: Int
    private let inside = Mutex(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether there was room; who is let in must `leave`.
    func enter() -> Bool {
        inside.withLock { inside in
            guard inside < limit else { return false }
            inside += 1
            return true
        }
    }

    func leave() {
        inside.withLock { $0 -= 1 }
    }

    var count: Int { inside.withLock { $0 } }
}
