/// How much work it is to derive a key from a password: the parameters of scrypt (RFC 7914).
package struct KeyCost: Hashable, Sendable {
    /// Binary logarithm of N. Memory is 128 × N × block bytes.
    package let log2N: Int
    /// r
    package let block: Int
    /// p
    package let lanes: Int

    /// What this program gives new passwords, and raises older ones to at their next login. Of
    /// the parameters that OWASP's Password Storage Cheat Sheet calls equal, those that need
    /// least memory: 32 MiB. About 0.4 s.
    package static let present = KeyCost(log2N: 15, block: 8, lanes: 3)!

    /// `nil` for what no program of ours writes: a file must not make this one work for hours.
    package init?(log2N: Int, block: Int, lanes: Int) {
        guard (4...20).contains(log2N), (1...16).contains(block), (1...16).contains(lanes) else {
            return nil
        }
        self.log2N = log2N
        self.block = block
        self.lanes = lanes
    }

    /// Whether any of its parameters is lower than the other's.
    package func isLower(than other: KeyCost) -> Bool {
        log2N < other.log2N || block < other.block || lanes < other.lanes
    }
}
