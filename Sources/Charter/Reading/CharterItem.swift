/// Where something stands in a charter's text. Both count from 1; columns count characters.
struct Place: Hashable, Comparable, Sendable {
    let line: Int
    let column: Int

    static let start = Place(line: 1, column: 1)

    static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// A node of the charter's YAML that passed the bounds, with its place.
struct CharterItem: Sendable {
    let place: Place
    let content: Content

    enum Content: Sendable {
        case empty
        case word(String)
        case list([CharterItem])
        case map([Entry])
    }

    /// A key of a map and what stands under it.
    struct Entry: Sendable {
        let key: String
        let place: Place
        let value: CharterItem
    }

    var word: String? {
        if case .word(let word) = content { word } else { nil }
    }
}
