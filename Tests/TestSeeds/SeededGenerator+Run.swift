private import Glibc
package import Simulation

extension SeededGenerator {
    /// From `SECTEUR_SEED` or drawn; printed, so that a failing run can be replayed.
    package static func ofThisRun(_ what: String = #function) -> SeededGenerator {
        let given = getenv("SECTEUR_SEED").flatMap { UInt64(String(cString: $0)) }
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("\(what): SECTEUR_SEED=\(seed)")
        return SeededGenerator(seed: seed)
    }
}
