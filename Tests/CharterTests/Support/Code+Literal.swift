package import SyncCore

/// Lets tests write charter words as they are read.
extension Code: ExpressibleByStringLiteral {
    package init(stringLiteral text: StaticString) { self.init(literal: text) }
}
