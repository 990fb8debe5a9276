/// What became of a file's content, in counts alone.
package struct ImportTally: Hashable, Sendable {
    /// Households or rows that were taken.
    package internal(set) var taken = 0
    /// Households or rows that were refused.
    package internal(set) var refused = 0
    /// Values that the charter or the map has no place for, dropped at the door: how many by the
    /// name of their element or column.
    package internal(set) var dropped: [String: Int] = [:]
    /// The file was read to its proper end.
    package internal(set) var isComplete = false

    package init() {}

    mutating func count(_ item: ImportItem) {
        switch item {
        case .cases: taken += 1
        case .refused: refused += 1
        }
    }
}
