/// What a request is made from. It must still be so when the answer is taken: an answer says what is
/// new after a cursor, under a charter, in one history of the hub.
///
/// It can have changed meanwhile: people accepted a version of the charter, or another sync of the
/// same file was faster.
package struct OfficeStanding: Hashable, Sendable {
    package let charterDigest: [UInt8]
    package let position: OfficePosition

    package init(charterDigest: [UInt8], position: OfficePosition) {
        self.charterDigest = charterDigest
        self.position = position
    }

    /// Whether a request made here would go on from the same point under the same charter.
    func asks(_ request: ExchangeRequest) -> Bool {
        request.charterDigest == charterDigest && request.head == position.head
            && request.cursor == position.cursor
    }
}
