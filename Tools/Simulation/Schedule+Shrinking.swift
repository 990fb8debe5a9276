extension Schedule {
    /// The same fault from as few steps as can be found: first the shortest beginning that shows
    /// it, then without each piece that it doesn't need. Takes up to some hundreds of runs.
    package func shrunk(to fault: Fault) -> Schedule {
        var shrunk = self
        func shows(_ steps: [Int]) -> Bool {
            Schedule(seed: seed, without: missing, steps: steps).run().faults.contains(fault)
        }
        var steps = steps ?? Array(0..<length)
        if let stop = run().stoppedAt { steps = steps.filter { $0 <= stop } }
        guard shows(steps) else { return self }
        var size = (steps.count + 1) / 2
        while size >= 1 {
            var start = 0
            while start < steps.count {
                var fewer = steps
                fewer.removeSubrange(start..<min(start + size, fewer.count))
                if shows(fewer) { steps = fewer } else { start += size }
            }
            size = size == 1 ? 0 : (size + 1) / 2
        }
        shrunk.steps = steps
        return shrunk
    }
}
