/// One seeded history, lived to its end and judged. The same seed gives the same verdict.
package struct Schedule: Sendable {
    package let seed: UInt64
    package let missing: Set<Safeguard>
    /// Which steps happen, in order; all when `nil`.
    package var steps: [Int]?

    package init(seed: UInt64, without missing: Set<Safeguard> = [], steps: [Int]? = nil) {
        self.seed = seed
        self.missing = missing
        self.steps = steps
    }

    /// What came of a history.
    package struct Outcome: Sendable {
        package let objections: [Objection]
        package let events: Int
        package let offices: Int
        /// The step after which a judge of every moment objected.
        package let stoppedAt: Int?
        package let trace: [String]

        package var faults: Set<Fault> { Set(objections.map(\.fault)) }
    }

    /// How many steps the whole history has.
    package var length: Int { World(seed: seed, without: missing).steps }

    package func run(tracing: Bool = false) -> Outcome {
        var world = World(seed: seed, without: missing, tracing: tracing)
        func outcome(_ objections: [Objection], stoppedAt: Int? = nil) -> Outcome {
            Outcome(
                objections: objections, events: world.events, offices: world.climate.offices,
                stoppedAt: stoppedAt, trace: world.trace ?? [])
        }
        for step in steps ?? Array(0..<world.steps) {
            world.step(step)
            if let objection = world.look() { return outcome([objection], stoppedAt: step) }
        }
        world.settle()
        if let objection = world.look() { return outcome([objection]) }
        return outcome(Judges.ofTheEnd.compactMap { $0.objection(to: world) })
    }
}
