import Synchronization

/// Counts open connections by address, so that one address can't have them all.
final class ConnectionCount: Sendable {
    private let limit: Int
    private let open = Mutex<[RemoteAddress: Int]>([:])

    /// - Parameter limit: the most of one address.
    init(limit: Int) {
        self.limit = limit
    }

    /// Whether there was room; who is let in must `leave`.
    func enter(_ address: RemoteAddress) -> Bool {
        open.withLock { open in
            guard open[address, default: 0] < limit else { return false }
            open[address, default: 0] += 1
            return true
        }
    }

    func leave(_ address: RemoteAddress) {
        open.withLock { open in
            let left = open[address, default: 1] - 1
            open[address] = left == 0 ? nil : left
        }
    }
}
