/// What a target found that must never be.
package struct BrokenPromise: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Throws unless the promise holds.
func promise(_ holds: Bool, _ words: @autoclosure () -> String) throws {
    guard holds else { throw BrokenPromise(words()) }
}
