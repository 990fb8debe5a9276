import Foundation
import Simulation

/// A generator that draws the same again for the same seed: from `SECTEUR_SEED` or drawn, and
/// printed, so that a failing run can be replayed.
func chance(_ test: String = #function) -> SeededGenerator {
    let given = ProcessInfo.processInfo.environment["SECTEUR_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("\(test): SECTEUR_SEED=\(seed)")
    return SeededGenerator(seed: seed)
}
