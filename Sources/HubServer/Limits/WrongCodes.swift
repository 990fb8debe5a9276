/// Makes guessing enrolment codes slow: from the third wrong code in a row on, an address waits, each
/// time twice as long. A value: the time is passed in, and the table is bounded.
struct WrongCodes {
    /// Wrong codes that cost nothing: people mistype.
    static let free = 3
    static let shortestWait: Duration = .seconds(30)
    static let longestWait: Duration = .seconds(3600)

    private struct Record {
        var count: Int
        var last: Duration
    }

    private var records: [RemoteAddress: Record] = [:]
    private let capacity: Int

    /// - Parameter capacity: how many addresses are remembered at the most.
    init(capacity: Int = 10_000) {
        self.capacity = capacity
    }

    /// Begins an attempt, which counts as wrong until `forgive` or `excuse`: so many at once are no way around.
    ///
    /// - Parameter now: since any fixed moment.
    /// - Returns: how long the address must wait first; `nil` when it may try.
    mutating func attempt(from address: RemoteAddress, at now: Duration) -> Duration? {
        var record = records[address] ?? Record(count: 0, last: now)
        let wait = Self.wait(after: record.count)
        if now - record.last < wait { return wait - (now - record.last) }
        // Who was quiet for long after the wait begins anew.
        if now - record.last >= wait + Self.longestWait { record.count = 0 }
        record.count += 1
        record.last = now
        if records[address] == nil, records.count >= capacity { forgetOldest() }
        records[address] = record
        return nil
    }

    /// The code was right: the address begins anew.
    mutating func forgive(_ address: RemoteAddress) {
        records[address] = nil
    }

    /// The attempt was no wrong code after all, nor a right one.
    mutating func excuse(_ address: RemoteAddress) {
        records[address]?.count -= 1
    }

    var count: Int { records.count }

    /// What so many wrong codes cost.
    static func wait(after count: Int) -> Duration {
        guard count >= free else { return .zero }
        return min(longestWait, shortestWait * (1 << min(count - free, 10)))
    }

    /// O(capacity), at most once an attempt of an address that isn't known.
    private mutating func forgetOldest() {
        if let oldest = records.min(by: { $0.value.last < $1.value.last }) {
            records[oldest.key] = nil
        }
    }
}
