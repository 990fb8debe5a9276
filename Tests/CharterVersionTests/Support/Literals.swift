package import SyncCore

/// Lets tests write charter words and names of registers as they are read.
extension Code: ExpressibleByStringLiteral {
    package init(stringLiteral text: StaticString) { self.init(literal: text) }
}

extension FieldName: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self.init(text: text)! }
}
