import SyncCore

/// Where the journal begins and ends, sealed apart from its lines: so that lines taken away from
/// either end are missed.
struct JournalHead: Hashable {
    /// The number of the oldest line that is kept.
    var first: UInt64 = 1
    /// The hash of the line before that one, which was kept its time.
    var anchor = [UInt8](repeating: 0, count: 32)
    /// The number of the newest line; 0 when there was none yet.
    var last: UInt64 = 0
    /// The hash of that line.
    var hash = [UInt8](repeating: 0, count: 32)
    /// The journal's own day, counted from 1 January 1970.
    ///
    /// It never goes back, and goes forward by at most `stride` for each day on which something is
    /// noted, whatever the clock says: a clock that is set far ahead doesn't end the time of lines
    /// that are to be kept, and one that is set back doesn't lengthen what was given for a time.
    var day: Int?
    /// The day that the clock said when the last line was noted.
    var clockDay: Int?

    /// The days that the journal's day may go forward at once: an office that is open one day a
    /// week keeps up.
    static let stride = 14
    /// Twelve months.
    static let keptDays = 365

    private static let format: UInt64 = 1

    /// Takes note of the day that the clock says. Returns the journal's own day.
    mutating func pass(to clockDay: Int) -> Int {
        defer { self.clockDay = clockDay }
        guard let day else {
            self.day = clockDay
            return clockDay
        }
        if clockDay != self.clockDay, clockDay > day {
            self.day = min(clockDay, day + Self.stride)
        }
        return self.day ?? day
    }

    var encoded: [UInt8] {
        var writer = CBORWriter(reserving: 112)
        writer.beginArray(7)
        writer.write(unsigned: Self.format)
        writer.write(unsigned: first)
        writer.write(bytes: anchor)
        writer.write(unsigned: last)
        writer.write(bytes: hash)
        for day in [day, clockDay] {
            if let day { writer.write(Int64(day)) } else { writer.writeNull() }
        }
        return writer.bytes
    }

    init() {}

    init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = CBORReader(bytes)
        try reader.beginArray(exactly: 7)
        guard try reader.readUnsigned() == Self.format else {
            throw WireError(.unknownMessage, at: 0)
        }
        first = try reader.readUnsigned()
        anchor = Array(try reader.readBytes(upTo: 32))
        last = try reader.readUnsigned()
        hash = Array(try reader.readBytes(upTo: 32))
        day = try Self.readDay(from: &reader)
        clockDay = try Self.readDay(from: &reader)
        try reader.expectEnd()
    }

    private static func readDay(from reader: inout CBORReader) throws(WireError) -> Int? {
        if reader.skipNull() { return nil }
        let start = reader.offset
        guard case .number(let day) = try reader.readValue() else {
            throw WireError(.unexpectedItem, at: start)
        }
        return Int(day)
    }
}
