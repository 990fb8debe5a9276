import SyncCore

/// How much each office asks for in time: what it may ask for at once flows back evenly. A value; the
/// time is passed in. There are as many entries as offices.
struct OfficeRates {
    private struct Balance {
        var requests: Double
        var bytes: Double
        var last: Duration
    }

    private let requestsPerMinute: Double
    private let bytesPerMinute: Double
    private var balances: [OfficeNumber: Balance] = [:]

    init(requestsPerMinute: Int, bytesPerMinute: Int) {
        self.requestsPerMinute = Double(requestsPerMinute)
        self.bytesPerMinute = Double(bytesPerMinute)
    }

    /// Begins a request.
    ///
    /// - Parameter now: since any fixed moment.
    /// - Returns: how long the office must wait first; `nil` when it may go on.
    mutating func request(of office: OfficeNumber, at now: Duration) -> Duration? {
        var balance = balance(of: office, at: now)
        defer { balances[office] = balance }
        let missing = max(
            (1 - balance.requests) / requestsPerMinute, -balance.bytes / bytesPerMinute)
        guard missing <= 0 else { return .seconds(60) * missing }
        balance.requests -= 1
        return nil
    }

    /// Charges what a request turned out to bring; the office may owe it for a while.
    mutating func charge(_ bytes: Int, to office: OfficeNumber, at now: Duration) {
        var balance = balance(of: office, at: now)
        balance.bytes -= Double(bytes)
        balances[office] = balance
    }

    private func balance(of office: OfficeNumber, at now: Duration) -> Balance {
        guard var balance = balances[office] else {
            return Balance(requests: requestsPerMinute, bytes: bytesPerMinute, last: now)
        }
        let minutes = (now - balance.last) / .seconds(60)
        balance.requests = min(requestsPerMinute, balance.requests + minutes * requestsPerMinute)
        balance.bytes = min(bytesPerMinute, balance.bytes + minutes * bytesPerMinute)
        balance.last = now
        return balance
    }
}
