internal import Crypto
internal import Foundation

/// Counts failures so that a count can be raised by anybody and lowered by nobody without the
/// office's key.
///
/// A login is counted before its password is tried, so when nobody holds the key yet. Beside the
/// count stands a link; each failure replaces it by its hash, which can't be taken back. The first
/// link is random and known to the sealed facts of the account alone: whoever opens them can tell
/// whether the link is the one that the count says. Only a whole row put back from before is
/// older and right.
struct FailureChain: Equatable {
    private(set) var failures: Int
    private(set) var link: Data

    static let linkBytes = 32

    /// No failure so far.
    init(seed: Data) {
        failures = 0
        link = seed
    }

    /// As a row holds it.
    init(failures: Int, link: Data) {
        self.failures = failures
        self.link = link
    }

    mutating func count() {
        failures += 1
        link = Data(SHA256.hash(data: link))
    }

    /// Whether this is what became of `seed` after as many failures.
    func began(with seed: Data) -> Bool {
        guard (0...Account.failureLimit).contains(failures) else { return false }
        var chain = FailureChain(seed: seed)
        for _ in 0..<failures { chain.count() }
        return chain == self
    }

    static func randomSeed() -> Data {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    }
}
