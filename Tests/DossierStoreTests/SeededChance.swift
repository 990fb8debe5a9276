import Foundation

/// A generator (SplitMix64) that gives the same again for the same seed.
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    /// From `SECTEUR_SEED` or drawn; printed, so that a failing run can be replayed.
    init(for test: String = #function) {
        let given = ProcessInfo.processInfo.environment["SECTEUR_SEED"].flatMap { UInt64($0) }
        state = given ?? UInt64.random(in: 0...UInt64.max)
        print("\(test): SECTEUR_SEED=\(state)")
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
