/// How much of one household is held at once. The flow's own schema sets no limit.
struct RSABEMLimits: Sendable {
    var persons = 32
    /// Elements of one household, kept or not.
    var elements = 100_000
    /// Bytes of one kept value; the schema's longest has 38 characters.
    var valueBytes = 256
    /// Findings reported of one household.
    var findings = 20
}
