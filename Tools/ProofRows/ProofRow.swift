import Foundation

/// One row of the table in which all proofs end.
struct ProofRow: Encodable {
    let group = "simulator"
    /// What was shown, in plain words.
    let claim: String
    let tried: String
    let result: String
    let aim: String?
    /// `nil` for a figure that nothing was promised about.
    let held: Bool?

    private enum Key: String, CodingKey { case group, claim, tried, result, aim, held }

    func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: Key.self)
        try row.encode(group, forKey: .group)
        try row.encode(claim, forKey: .claim)
        try row.encode(tried, forKey: .tried)
        try row.encode(result, forKey: .result)
        try row.encode(aim, forKey: .aim)
        try row.encode(held, forKey: .held)
    }

    static func write(_ rows: [ProofRow], to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(rows).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}

/// A whole number with its thousands apart: 1,234,567.
func grouped(_ number: some BinaryInteger) -> String {
    var (rest, digits) = (String(number), "")
    while rest.count > 3 {
        digits = "," + rest.suffix(3) + digits
        rest.removeLast(3)
    }
    return rest + digits
}
