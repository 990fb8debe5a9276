package import Charter
package import SyncCore

/// What a dossier notes of how a record came to be as it is: days and names of fields, never a
/// value that was there before.
package struct RecordHistory: Hashable, Sendable {
    /// The day on which the record was made; `nil` for one from before that was noted.
    package var created: CivilDate?
    /// The last day on which somebody wrote it by hand; `nil` when only an import did.
    package var written: CivilDate?
    /// What was rectified (GDPR, article 16), oldest first.
    package private(set) var corrections: [Correction] = []

    /// That a field was rectified, and when.
    package struct Correction: Hashable, Sendable {
        package let field: Code
        package let day: CivilDate

        package init(field: Code, day: CivilDate) {
            self.field = field
            self.day = day
        }
    }

    /// Above what people do to one record. Of more, the oldest are dropped.
    package static let correctionLimit = 500

    package init(created: CivilDate? = nil, written: CivilDate? = nil) {
        self.created = created
        self.written = written
    }

    /// Notes that fields were rectified; twice on one day is noted once.
    package mutating func note(correctionsOf fields: some Sequence<Code>, on day: CivilDate) {
        for field in fields.sorted() {
            let correction = Correction(field: field, day: day)
            if !corrections.contains(correction) { corrections.append(correction) }
        }
        corrections.removeFirst(max(0, corrections.count - Self.correctionLimit))
    }
}

extension RecordHistory {
    /// `[created, written, [* [field, day]]]`; a day that is not known is null.
    func write(to writer: inout CBORWriter) {
        writer.beginArray(3)
        Self.write(created, to: &writer)
        Self.write(written, to: &writer)
        writer.beginArray(corrections.count)
        for correction in corrections {
            writer.beginArray(2)
            writer.write(text: correction.field.text)
            Self.write(correction.day, to: &writer)
        }
    }

    init(from reader: inout CBORReader) throws(WireError) {
        try reader.beginArray(exactly: 3)
        created = try Self.readDay(from: &reader)
        written = try Self.readDay(from: &reader)
        for _ in 0..<(try reader.beginArray(upTo: Self.correctionLimit)) {
            try reader.beginArray(exactly: 2)
            let start = reader.offset
            let field = try reader.readCode()
            guard let day = try Self.readDay(from: &reader) else {
                throw WireError(.unexpectedItem, at: start)
            }
            corrections.append(Correction(field: field, day: day))
        }
    }

    private static func write(_ day: CivilDate?, to writer: inout CBORWriter) {
        guard let day else { return writer.writeNull() }
        day.write(to: &writer)
    }

    private static func readDay(from reader: inout CBORReader) throws(WireError) -> CivilDate? {
        reader.skipNull() ? nil : try CivilDate(from: &reader)
    }
}

extension CivilDate {
    /// As `20260930`.
    func write(to writer: inout CBORWriter) {
        writer.write(Int64(year * 10_000 + month * 100 + day))
    }

    init(from reader: inout CBORReader) throws(WireError) {
        let start = reader.offset
        let packed = try reader.readCount(upTo: 9999_12_31)
        guard
            let date = CivilDate(
                year: packed / 10_000, month: packed / 100 % 100, day: packed % 100)
        else { throw WireError(.unexpectedItem, at: start) }
        self = date
    }
}
