/// SplitMix64: every choice of a schedule comes from its seed, so that a failing seed replays
/// exactly. (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.)
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    package mutating func fraction() -> Double {
        Double.random(in: 0..<1, using: &self)
    }

    package mutating func below(_ bound: Int) -> Int {
        Int.random(in: 0..<bound, using: &self)
    }
}

/// Stands for SHA-256 where the simulated world needs a digest and no adversary tries to forge one:
/// FNV-1a, spread over 32 bytes.
package func simulatedHash(_ bytes: [UInt8]) -> [UInt8] {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    var spread = SeededGenerator(seed: hash)
    return (0..<4).flatMap { _ in
        let word = spread.next()
        return (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
    }
}
