import Foundation

/// One row of the table in which all proofs end.
package struct ProofRow {
    /// What was shown, in plain words.
    package let claim: String
    package let tried: String
    package let result: String
    package let aim: String?
    /// `nil` for a figure that nothing was promised about.
    package let held: Bool?
    /// Among figures: whether it says more than how good a figure is, and must hold.
    package let isPromise: Bool

    package init(
        claim: String, tried: String, result: String, aim: String? = nil, held: Bool? = nil,
        isPromise: Bool = false
    ) {
        self.claim = claim
        self.tried = tried
        self.result = result
        self.aim = aim
        self.held = held
        self.isPromise = isPromise
    }

    /// Writes rows as the JSON array that `Tools/Proof/rows.py` reads.
    ///
    /// - Parameter group: which part of the table they stand in, such as `load`.
    package static func write(_ rows: [ProofRow], of group: String, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(rows.map { Grouped(group: group, row: $0) })
            .write(to: URL(filePath: path), options: .atomic)
    }

    private struct Grouped: Encodable {
        let group: String
        let row: ProofRow

        private enum Key: String, CodingKey {
            case group, claim, tried, result, aim, held
            case isPromise = "is_promise"
        }

        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: Key.self)
            try fields.encode(group, forKey: .group)
            try fields.encode(row.claim, forKey: .claim)
            try fields.encode(row.tried, forKey: .tried)
            try fields.encode(row.result, forKey: .result)
            // Null where there is none: a reader finds every key.
            try fields.encode(row.aim, forKey: .aim)
            try fields.encode(row.held, forKey: .held)
            try fields.encode(row.isPromise, forKey: .isPromise)
        }
    }
}
