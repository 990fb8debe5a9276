/// Many histories on all cores, one after the other of a range of seeds.
package struct Campaign: Sendable {
    package let missing: Set<Safeguard>

    package init(without missing: Set<Safeguard> = []) {
        self.missing = missing
    }

    /// What many histories came to.
    package struct Verdict: Sendable {
        package internal(set) var schedules: UInt64 = 0
        package internal(set) var events = 0
        /// The most offices that one world had.
        package internal(set) var offices = 0
        /// The faults found, and the seeds that showed each, in ascending order.
        package internal(set) var faults: [Fault: [UInt64]] = [:]

        mutating func add(_ outcome: Schedule.Outcome, of seed: UInt64) {
            schedules += 1
            events += outcome.events
            offices = max(offices, outcome.offices)
            for fault in outcome.faults { faults[fault, default: []].append(seed) }
        }

        mutating func add(_ other: Verdict) {
            schedules += other.schedules
            events += other.events
            offices = max(offices, other.offices)
            faults.merge(other.faults) { ($0 + $1).sorted() }
        }
    }

    /// Lives histories from a first seed on, until so many are done, or so many events happened.
    ///
    /// - Parameter progress: hears now and then how far it is.
    package func run(
        from first: UInt64, schedules: UInt64 = .max, events: Int = .max,
        progress: (Verdict) -> Void = { _ in }
    ) async -> Verdict {
        let (chunk, width): (UInt64, Int) = (10, 4)
        return await withTaskGroup(of: Verdict.self) { group in
            var (all, begun): (Verdict, UInt64) = (Verdict(), 0)
            func begin() {
                let count = min(chunk, schedules - begun)
                guard count > 0 else { return }
                let start = first &+ begun
                begun += count
                group.addTask { live(start, count) }
            }
            for _ in 0..<width { begin() }
            while let verdict = await group.next() {
                all.add(verdict)
                progress(all)
                if all.events < events { begin() }
            }
            return all
        }
    }

    private func live(_ start: UInt64, _ count: UInt64) -> Verdict {
        var verdict = Verdict()
        for offset in 0..<count {
            let seed = start &+ offset
            verdict.add(Schedule(seed: seed, without: missing).run(), of: seed)
        }
        return verdict
    }
}
