package import SyncCore

/// `year`: of a date, the year alone: 2026.
package struct Year: Generalisation {
    package static let word = "year"

    package static func accepts(_ type: FieldType) -> Bool { type == .date }

    package static func read(_ reading: RuleReading) -> Year? {
        reading.expectNoArgument() ? Year() : nil
    }

    package var shape: SummaryField.Shape { .number(CalendarPart.year.range) }

    package var calendar: CalendarPart? { .year }

    package var words: Phrase {
        Phrase(fr: "l'année seule", en: "the year alone")
    }

    package func generalise(_ value: CaseValue, to name: Code) -> [FieldName: Value]? {
        guard case .date(let date) = value else { return nil }
        return [FieldName(name): .number(CalendarPart.year.number(of: date))]
    }
}
