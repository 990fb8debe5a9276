package import HubStore
package import SyncCore

extension HubServer {
    /// What the server takes from the machine.
    package struct Surroundings: Sendable {
        let sha256: SHA256Function
        let random: RandomWords
        /// Seconds since 1970: only certificates and codes are measured by it.
        let now: @Sendable () -> Int64
        /// Since any fixed moment, and never going back: limits are measured by it.
        let uptime: @Sendable () -> Duration

        /// - Parameters:
        ///   - sha256: all 32 bytes of SHA-256.
        ///   - random: the system's generator, except in tests.
        package init(
            sha256: @escaping SHA256Function, random: @escaping RandomWords,
            now: @escaping @Sendable () -> Int64, uptime: @escaping @Sendable () -> Duration
        ) {
            self.sha256 = sha256
            self.random = random
            self.now = now
            self.uptime = uptime
        }

        func generator() -> some RandomNumberGenerator { Generator(words: random) }

        private struct Generator: RandomNumberGenerator {
            let words: RandomWords
            mutating func next() -> UInt64 { words() }
        }
    }
}
