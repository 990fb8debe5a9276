/// What an account is called: the "code acteur" of the office, 3 to 20 of the letters a to z,
/// digits and hyphens, beginning and ending with a letter or digit. By custom not a person's name.
package struct AccountCode: Hashable, Comparable, Sendable, LosslessStringConvertible {
    package static let lengths = 3...20

    package let description: String

    package init?(_ text: String) {
        let bytes = text.utf8
        guard Self.lengths.contains(bytes.count), bytes.allSatisfy(Self.isAllowed),
            bytes.first != Self.hyphen, bytes.last != Self.hyphen
        else { return nil }
        description = text
    }

    package static func < (a: Self, b: Self) -> Bool { a.description < b.description }

    private static let hyphen = UInt8(ascii: "-")

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: byte == hyphen
        }
    }
}
