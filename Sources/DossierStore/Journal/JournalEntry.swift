import SyncCore

/// A line of the journal of access.
package struct JournalEntry: Hashable, Sendable {
    /// Counts from 1, without a gap, for the life of the office.
    package let number: UInt64
    /// What the machine's clock said, in seconds since 1 January 1970 in Greenwich. A wrong clock
    /// makes it wrong; the order of the numbers holds all the same.
    package let time: Int64
    package let note: JournalNote
}

extension JournalEntry {
    private static let format: UInt64 = 1

    /// `[1, hash of the line before, time, …note]`
    ///
    /// - Parameter hash: SHA-256 of the sealed line before.
    func encoded(after hash: [UInt8]) -> [UInt8] {
        var writer = CBORWriter(reserving: 192)
        writer.beginArray(3 + JournalNote.itemCount)
        writer.write(unsigned: Self.format)
        writer.write(bytes: hash)
        writer.write(time)
        note.write(to: &writer)
        return writer.bytes
    }

    /// The line, and the hash that it says the line before has.
    static func decode(
        _ bytes: [UInt8], number: UInt64
    ) throws(WireError) -> (entry: JournalEntry, previous: [UInt8]) {
        var reader = CBORReader(bytes)
        try reader.beginArray(exactly: 3 + JournalNote.itemCount)
        guard try reader.readUnsigned() == format else { throw WireError(.unknownMessage, at: 0) }
        let previous = Array(try reader.readBytes(upTo: 32))
        let start = reader.offset
        guard case .number(let time) = try reader.readValue() else {
            throw WireError(.unexpectedItem, at: start)
        }
        let note = try JournalNote(from: &reader)
        try reader.expectEnd()
        return (JournalEntry(number: number, time: time, note: note), previous)
    }
}
