/// A value that a field can hold in the shareable store and on the wire.
///
/// There is deliberately no case for free text, a date, a name or a number with a fraction: what
/// has no case here cannot leave an office.
package enum Value: Hashable, Sendable {
    /// Explicitly withdrawn. Not the same as a field that was never written.
    case withdrawn
    case flag(Bool)
    /// A small integer: a count, a year, a quarter, the lower end of a band.
    case number(Int64)
    /// A code of one of the charter's lists.
    case code(Code)
}

/// A word of the charter: the name of a type, of a field, or a code of a list.
///
/// 1 to 40 characters of `A-Z a-z 0-9 . _ -`, beginning with a letter or digit: no space, so that no
/// sentence can pass for a code. Most are at most 15 bytes, which Swift stores without allocating.
package struct Code: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let maximumBytes = 40

    package let text: String

    /// `nil` when `text` is not a charter word.
    package init?(_ text: String) {
        guard Self.isCode(text.utf8) else { return nil }
        self.text = text
    }

    /// A word written in the source; a programmer's error when it is not one.
    package init(literal text: StaticString) {
        guard let code = Code(text.description) else { fatalError("not a charter word: \(text)") }
        self = code
    }

    package var description: String { text }

    /// By bytes.
    package static func < (a: Self, b: Self) -> Bool { a.text < b.text }

    package static func isCode(_ bytes: some Collection<UInt8>) -> Bool {
        guard bytes.count <= maximumBytes, let first = bytes.first, isLetterOrDigit(first) else {
            return false
        }
        return bytes.allSatisfy { isLetterOrDigit($0) || isMark($0) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
}

/// The name of a register of a record: a field, or one code of a field that holds a set of codes.
///
/// A set is one boolean register per code, so that a concurrent add and remove of different codes
/// never collide. Written `status`, and `themes/housing` for a code of a set.
package struct FieldName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let maximumBytes = 2 * Code.maximumBytes + 1

    /// `field`, or `field/code`.
    package let text: String

    package init(_ field: Code) {
        text = field.text
    }

    /// The register of one code of a set.
    package init(_ set: Code, holds code: Code) {
        text = "\(set.text)/\(code.text)"
    }

    /// Reads a name; `nil` when it is not one.
    package init?(text: String) {
        guard Self.isName(text.utf8) else { return nil }
        self.text = text
    }

    package static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        let words = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return words.count <= 2 && words.allSatisfy { Code.isCode($0) }
    }

    /// The field's name without the code.
    package var field: Code {
        Code(String(text.prefix { $0 != "/" }))!
    }

    /// The code, when this is a register of a set.
    package var member: Code? {
        text.firstIndex(of: "/").flatMap { Code(String(text[text.index(after: $0)...])) }
    }

    package var description: String { text }

    /// By bytes.
    package static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}
