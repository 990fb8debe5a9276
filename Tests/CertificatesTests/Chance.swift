import Glibc
import Simulation

/// The generator of a test that draws its cases: its seed is printed, and `SECTEUR_SEED` replays it.
func chance(_ test: String = #function) -> SeededGenerator {
    let given = getenv("SECTEUR_SEED").flatMap { UInt64(String(cString: $0)) }
    let seed = given ?? UInt64.random(in: 1...1_000_000)
    print("\(test): SECTEUR_SEED=\(seed)")
    return SeededGenerator(seed: seed)
}

/// 30 September 2026.
let today: Int64 = 1_790_726_400
let day: Int64 = 86_400
