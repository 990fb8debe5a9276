import Foundation

/// Chance that one seed replays: SplitMix64.
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    /// From `SECTEUR_SEED` or drawn; printed, so that a failing run can be replayed.
    static func forTest(_ test: String) -> SeededChance {
        let given = ProcessInfo.processInfo.environment["SECTEUR_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0 ... .max)
        print("\(test): SECTEUR_SEED=\(seed)")
        return SeededChance(state: seed)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
