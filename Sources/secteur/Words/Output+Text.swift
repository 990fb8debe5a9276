import Console

extension Output {
    /// Prints lines that end with a line end already.
    static func text(_ text: String) {
        line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
}
