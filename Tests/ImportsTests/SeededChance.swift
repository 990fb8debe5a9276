import Foundation

/// A generator (SplitMix64) that gives the same mutations again for the same seed.
struct SeededChance: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// From `SECTEUR_SEED` or drawn; printed, so that a failing run can be replayed.
    static func ofThisRun(_ test: String = #function) -> SeededChance {
        let given = ProcessInfo.processInfo.environment["SECTEUR_SEED"].flatMap { UInt64($0) }
        let chance = SeededChance(seed: given ?? UInt64.random(in: 0...UInt64.max))
        print("\(test): SECTEUR_SEED=\(chance.seed)")
        return chance
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// The bytes with one to eight of them changed, left out, doubled or cut off.
    mutating func mutated(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...8, using: &self) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &self)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert("<>&;\"'/!?[]-\n\0".utf8.randomElement(using: &self)!, at: place)
            case 3:
                let end = min(place + Int.random(in: 1...60, using: &self), bytes.count)
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4:
                let end = min(place + Int.random(in: 1...60, using: &self), bytes.count)
                bytes.removeSubrange(place..<end)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}
