package import SyncCore

/// `month`: of a date, the month alone: 202609 for September 2026.
package struct Month: Generalisation {
    package static let word = "month"

    package static func accepts(_ type: FieldType) -> Bool { type == .date }

    package static func read(_ reading: RuleReading) -> Month? {
        reading.expectNoArgument() ? Month() : nil
    }

    package var shape: SummaryField.Shape { .number(CalendarPart.month.range) }

    package var calendar: CalendarPart? { .month }

    package var words: Phrase {
        Phrase(fr: "le mois seul", en: "the month alone")
    }

    package func generalise(_ value: CaseValue, to name: Code) -> [FieldName: Value]? {
        guard case .date(let date) = value else { return nil }
        return [FieldName(name): .number(CalendarPart.month.number(of: date))]
    }
}
