/// What a reader meets next in a file.
package enum ImportItem: Hashable, Sendable {
    /// The persons of one household, or the one person of one row: to be stored together.
    case cases([ImportedCase])
    /// A household or row that is not taken, and every reason that was found. Reading goes on.
    case refused([ImportFinding])
}
