import Simulation
import Testing

/// The state machines in the simulated world, before its judges.
@Suite struct SimulationTests {
    /// The same seeds at each run. `Tools/test` runs thousands more by the simulator.
    @Test func historiesShowNoFault() async {
        let verdict = await schedules(seeds: 0..<200)
        #expect(verdict == [:], "replay with: simulator --schedules 1 --seed N")
    }

    @Test func freshHistoriesShowNoFault() async {
        var system = SystemRandomNumberGenerator()
        let first = environmentSeed() ?? system.next() >> 24
        let verdict = await schedules(seeds: first..<first + 200)
        #expect(verdict == [:], "replay with: simulator --schedules 200 --seed \(first)")
    }

    @Test func aHubThatKnowsCheckpointsByNumberAloneIsNoticed() async {
        let verdict = await schedules(seeds: 0..<100, without: [.numericCursor])
        #expect(verdict.keys.contains(.diverged))
        #expect(verdict.keys.contains(.erasedCameBack))
    }

    @Test func aRestoredOfficeThatSpeaksWithAnOldVoiceIsNoticed() async {
        let verdict = await schedules(seeds: 0..<200, without: [.reusedActor])
        #expect(!verdict.isEmpty)
        #expect(verdict.keys.contains(.lostInSilence))
    }

    @Test func aSeedReplaysExactly() {
        for seed: UInt64 in 0..<300 {
            let first = schedule(seed: seed, without: [.numericCursor])
            guard !first.isEmpty else { continue }
            #expect(schedule(seed: seed, without: [.numericCursor]) == first)
            return
        }
        Issue.record("no seed showed a fault to replay")
    }
}
