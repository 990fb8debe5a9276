package import SyncCore

/// `quarter`: of a date, the quarter alone: 20263 for the third quarter of 2026.
package struct Quarter: Generalisation {
    package static let word = "quarter"

    package static func accepts(_ type: FieldType) -> Bool { type == .date }

    package static func read(_ reading: RuleReading) -> Quarter? {
        reading.expectNoArgument() ? Quarter() : nil
    }

    package var shape: SummaryField.Shape { .number(CalendarPart.quarter.range) }

    package var calendar: CalendarPart? { .quarter }

    package var words: Phrase {
        Phrase(fr: "le trimestre seul", en: "the quarter alone")
    }

    package func generalise(_ value: CaseValue, to name: Code) -> [FieldName: Value]? {
        guard case .date(let date) = value else { return nil }
        return [FieldName(name): .number(CalendarPart.quarter.number(of: date))]
    }
}
