/// Cuts a page from the feed: the store offers rows in the order of their numbers until it says no.
///
/// A page ends only between two numbers, so that a cursor is a single number. What the outcomes of
/// this same exchange say already is left out, and nothing else: whoever has taken all pages up to a
/// number was told all that is listed up to it.
package struct FeedPager: Sendable {
    package private(set) var rows: [ExchangeAnswer.FeedRow] = []
    package private(set) var cursor: UInt64
    package private(set) var more = false
    private let told: Set<RecordID>
    private let pageRows: Int
    private var taken = 0
    private var takenBytes = 0

    package init(
        cursor: UInt64, told: Set<RecordID>, pageRows: Int
    ) {
        self.cursor = cursor
        self.told = told
        self.pageRows = pageRows
    }

    /// Takes the next row, or refuses it because the page is full: the store then stops. `state` is
    /// asked for only when the page needs it.
    package mutating func take(
        seq: UInt64, id: RecordID, state: () throws -> PackedRecord?
    ) rethrows -> Bool {
        let isFull = taken >= pageRows || takenBytes >= ExchangeLimits.pageBytes
        if isFull, seq != cursor {
            more = true
            return false
        }
        cursor = seq
        taken += 1
        if !told.contains(id) {
            let row = ExchangeAnswer.FeedRow(seq: seq, id: id, state: try state())
            takenBytes += row.state?.byteCount ?? 0
            rows.append(row)
        }
        return true
    }
}
