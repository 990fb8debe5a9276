/// Why bytes were refused. Says where, never what stood there.
package struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable word for programs, the tests and the specification.
    package enum Code: String, Sendable, CaseIterable {
        /// The bytes end inside an item.
        case truncated
        /// Bytes follow the message.
        case trailing
        /// A longer head than needed, an indefinite length, keys out of order: not deterministic.
        case notCanonical = "not-canonical"
        /// A string, an array or the message is over its bound.
        case tooLong = "too-long"
        /// Another kind of item than the message has here.
        case unexpectedItem = "unexpected-item"
        /// Text that is not a charter word.
        case notACode = "not-a-code"
        /// A record that writing and joining can't produce.
        case invalidRecord = "invalid-record"
        /// A protocol version or message kind that this program doesn't know.
        case unknownMessage = "unknown-message"
    }

    package let code: Code
    /// Byte offset in the message.
    package let offset: Int

    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    package var description: String { "\(code.rawValue) at byte \(offset)" }
}
