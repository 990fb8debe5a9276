extension Safeguard {
    /// How it was noticed that a safeguard is missing.
    package struct Notice: Sendable {
        package let safeguard: Safeguard
        /// `nil` when no judge noticed.
        package let faults: Set<Fault>?
        /// The seed that showed it, and how many histories that took.
        package let seed: UInt64
        package let schedules: UInt64
    }

    /// Lives histories without this safeguard until a judge objects, at most `limit` of them.
    package func notice(from first: UInt64 = 0, limit: UInt64) -> Notice {
        for offset in 0..<limit {
            let faults = Schedule(seed: first &+ offset, without: [self]).run().faults
            guard !faults.isEmpty else { continue }
            return Notice(
                safeguard: self, faults: faults, seed: first &+ offset, schedules: offset + 1)
        }
        return Notice(safeguard: self, faults: nil, seed: first, schedules: limit)
    }

    /// All of them, on all cores, in the order in which they are declared.
    package static func notices(from first: UInt64 = 0, limit: UInt64) async -> [Notice] {
        await withTaskGroup(of: Notice.self) { group in
            for safeguard in allCases {
                group.addTask { safeguard.notice(from: first, limit: limit) }
            }
            var notices: [Safeguard: Notice] = [:]
            for await notice in group { notices[notice.safeguard] = notice }
            return allCases.map { notices[$0]! }
        }
    }
}
