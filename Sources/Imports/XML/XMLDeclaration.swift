/// The `<?xml … ?>` at a file's very beginning.
enum XMLDeclaration {
    /// The value of `encoding="…"`; `nil` when the declaration has none.
    static func encoding(in declaration: [UInt8]) -> String? {
        let words = String(decoding: declaration, as: UTF8.self)
        guard let range = words.firstRange(of: "encoding") else { return nil }
        let rest = words[range.upperBound...].drop { $0 == " " || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return "" }
        return String(rest.dropFirst().prefix { $0 != quote })
    }
}
