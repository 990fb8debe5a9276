/// One line of the table in which all proofs are gathered.
struct Row: Codable {
    var group = "load"
    let claim: String
    let tried: String
    let result: String
    var aim: String?
    var held: Bool?

    private enum CodingKeys: String, CodingKey { case group, claim, tried, result, aim, held }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(group, forKey: .group)
        try container.encode(claim, forKey: .claim)
        try container.encode(tried, forKey: .tried)
        try container.encode(result, forKey: .result)
        // Null where there is no aim: a reader finds every key.
        try container.encode(aim, forKey: .aim)
        try container.encode(held, forKey: .held)
    }
}
