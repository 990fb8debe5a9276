package import SyncCore

/// The part of a date that a number stands for.
package enum CalendarPart: String, Hashable, Sendable, CaseIterable {
    /// 2026
    case year
    /// 20263: year * 10 + quarter
    case quarter
    /// 202609: year * 100 + month
    case month

    package func number(of date: CivilDate) -> Int64 {
        switch self {
        case .year: Int64(date.year)
        case .quarter: Int64(date.year * 10 + date.quarter)
        case .month: Int64(date.year * 100 + date.month)
        }
    }

    /// From the least to the greatest number; not all between are parts of a date: `contains` knows.
    package var range: ClosedRange<Int64> {
        let first = Int64(CivilDate.years.lowerBound)
        let last = Int64(CivilDate.years.upperBound)
        return switch self {
        case .year: first...last
        case .quarter: first * 10 + 1...last * 10 + 4
        case .month: first * 100 + 1...last * 100 + 12
        }
    }

    /// Whether there is such a year, quarter or month.
    package func contains(_ number: Int64) -> Bool {
        guard range.contains(number) else { return false }
        return switch self {
        case .year: true
        case .quarter: (1...4).contains(number % 10)
        case .month: (1...12).contains(number % 100)
        }
    }

    /// "2026", "T3 2026", "septembre 2026"; a number that is none stays a number.
    package func describe(_ number: Int64, in language: Language) -> String {
        guard contains(number) else { return "\(number)" }
        switch self {
        case .year: return "\(number)"
        case .quarter:
            return Phrase(fr: "T", en: "Q").in(language) + "\(number % 10) \(number / 10)"
        case .month:
            return "\(Self.months[Int(number % 100) - 1].in(language)) \(number / 100)"
        }
    }

    private static let months = [
        Phrase(fr: "janvier", en: "January"), Phrase(fr: "février", en: "February"),
        Phrase(fr: "mars", en: "March"), Phrase(fr: "avril", en: "April"),
        Phrase(fr: "mai", en: "May"), Phrase(fr: "juin", en: "June"),
        Phrase(fr: "juillet", en: "July"), Phrase(fr: "août", en: "August"),
        Phrase(fr: "septembre", en: "September"), Phrase(fr: "octobre", en: "October"),
        Phrase(fr: "novembre", en: "November"), Phrase(fr: "décembre", en: "December"),
    ]
}
