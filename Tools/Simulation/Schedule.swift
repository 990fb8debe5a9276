/// Lives one seeded history to its end and has it judged. The same seed gives the same verdict.
package func schedule(
    seed: UInt64, steps: Int = 160, without missing: Set<Safeguard> = []
) -> Set<Fault> {
    var world = World(seed: seed, without: missing)
    do {
        for _ in 0..<steps { try world.step() }
        try world.settle()
    } catch {
        return [.broken]
    }
    return judge(world)
}

/// The faults found, and the seeds that showed each, in ascending order.
package typealias Verdict = [Fault: [UInt64]]

/// Lives many histories on all cores. O(schedules); `progress` hears how many are done.
package func schedules(
    seeds: Range<UInt64>, without missing: Set<Safeguard> = [],
    progress: @Sendable (Int) -> Void = { _ in }
) async -> Verdict {
    let chunk: UInt64 = 50
    return await withTaskGroup(of: Verdict.self) { group in
        for start in stride(from: seeds.lowerBound, to: seeds.upperBound, by: Int(chunk)) {
            group.addTask {
                var verdict: Verdict = [:]
                for seed in start..<min(start + chunk, seeds.upperBound) {
                    for fault in schedule(seed: seed, without: missing) {
                        verdict[fault, default: []].append(seed)
                    }
                }
                return verdict
            }
        }
        var (all, done): (Verdict, Int) = ([:], 0)
        for await verdict in group {
            all.merge(verdict) { ($0 + $1).sorted() }
            done = min(done + Int(chunk), seeds.count)
            progress(done)
        }
        return all
    }
}
