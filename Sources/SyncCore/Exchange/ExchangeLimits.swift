/// Bounds on messages, checked by whoever reads one and kept by whoever writes one.
package enum ExchangeLimits {
    /// Records in one request.
    package static let offers = 5_000
    package static let erasures = 5_000
    /// Parts that share a check: so many states come back when one of them isn't as expected.
    package static let partsPerCheck = 32

    /// How many checks a request with so many parts carries.
    package static func checks(ofParts count: Int) -> Int {
        (count + partsPerCheck - 1) / partsPerCheck
    }

    /// A page of the feed is over when it has this many rows, at the next change of number.
    package static let pageRows = 5_000
    /// The most rows of the feed that may share a number; a larger commit takes several numbers.
    package static let rowsPerNumber = 1_000
    /// A request is full at this size of its records, a page of the feed likewise, and an answer
    /// defers what it has to say of records sent beyond it.
    package static let pageBytes = 2 << 20
    /// A hub reads records that a request speaks of until their states are as large as this, and puts
    /// the offers of the others off.
    package static let heldBytes = 16 << 20
    /// The text of a charter.
    package static let charterBytes = 262_144
    /// Charters that an office takes up in one sync.
    package static let charters = 64
    /// How often one sync gives way to another of the same file.
    package static let overtakings = 64
    /// The largest message that is read at all: a full page whose last number is all of the
    /// largest records stays below it, and nothing that a program of ours writes comes near.
    package static let messageBytes = 80 << 20
}
