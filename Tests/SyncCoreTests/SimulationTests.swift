import Simulation
import Testing

/// The state machines in the simulated world, before its judges. `Tools/test` lives many more
/// histories by the simulator, from a new seed each time.
@Suite struct SimulationTests {
    /// The same seeds at each run.
    @Test func historiesShowNoFault() async {
        let verdict = await Campaign().run(from: 0, schedules: 25)
        #expect(verdict.faults == [:], "read one with: simulator --replay SEED")
    }

    @Test func freshHistoriesShowNoFault() async {
        var system = SystemRandomNumberGenerator()
        let first = environmentSeed() ?? system.next() >> 24
        let verdict = await Campaign().run(from: first, schedules: 25)
        #expect(verdict.faults == [:], "read one with: simulator --replay SEED")
    }

    /// Histories that showed a fault of the engine once: a sync that another one overtook, a charter
    /// accepted while a sync ran, a type that came back, a charter under which nothing that waited of
    /// a record may leave, after the hub had put off its answer.
    @Test(arguments: [212, 564, 896, 953, 100_477, 100_704, 190_562_754_702_217] as [UInt64])
    func whatWasMendedStaysMended(seed: UInt64) {
        let outcome = Schedule(seed: seed).run()
        #expect(outcome.objections == [])
    }

    @Test(arguments: Safeguard.allCases)
    func aMissingSafeguardIsNoticed(safeguard: Safeguard) {
        let notice = safeguard.notice(from: safeguard.tellingSeed, limit: 100)
        #expect(
            notice.faults != nil, "simulator --safeguards says which seeds tell by now")
    }

    @Test func aSeedReplaysExactly() {
        for seed: UInt64 in [3, 4, 5] {
            for missing: Set<Safeguard> in [[], [.numericCursor], [.forgetfulRewind]] {
                let schedule = Schedule(seed: seed, without: missing)
                let (first, second) = (schedule.run(tracing: true), schedule.run(tracing: true))
                #expect(first.objections == second.objections)
                #expect(first.trace == second.trace)
                #expect(first.events == first.trace.count)
            }
        }
    }

    @Test func aHistoryIsShortenedToWhatShowsItsFault() throws {
        let seed = Safeguard.blindAnswer.tellingSeed
        let whole = Schedule(seed: seed, without: [.blindAnswer])
        let fault = try #require(whole.run().faults.first)
        let short = whole.shrunk(to: fault)
        let steps = try #require(short.steps)
        #expect(steps.count < whole.length)
        #expect(short.run().faults.contains(fault))
        for index in steps.indices {
            var fewer = steps
            fewer.remove(at: index)
            let schedule = Schedule(seed: seed, without: [.blindAnswer], steps: fewer)
            #expect(!schedule.run().faults.contains(fault))
        }
    }

    @Test func someWorldsAreLarge() {
        let offices = (0..<2_000).map { World(seed: $0).offices.count }
        #expect(offices.min() == 3)
        #expect(offices.contains { $0 >= 300 })
        #expect(offices.count { $0 <= 8 } > 1_900)
    }

    @Test func aWorldOfHundredsOfOfficesConverges() throws {
        let seed = try #require((0..<2_000).first { World(seed: $0).offices.count >= 300 })
        #expect(Schedule(seed: seed).run().objections == [])
    }
}

extension Safeguard {
    /// A history that shows at once that this one is missing.
    fileprivate var tellingSeed: UInt64 {
        switch self {
        case .earlyStamp: 1
        case .uncheckedBatch, .reusedActor, .keptCheckpoints, .endlessCheckpoints: 2
        case .numericCursor, .untoldErasure, .unlistedOffer, .halfRefusal: 3
        case .forgetfulRewind, .unrepeatedErasure: 3
        case .pageBeyond: 4
        case .reusedHubActor: 5
        case .tornNumber, .noQuarantine: 7
        case .tornPage: 16
        case .blindSettling: 23
        case .staleAnswer: 41
        case .tornCommit: 1170
        case .notPulledAgain: 667
        case .earlyCheckpoint: 2935
        default: 0
        }
    }
}
