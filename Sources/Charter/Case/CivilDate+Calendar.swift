/// Counting days and periods.
extension CivilDate {
    package static let latest = CivilDate(year: 2199, month: 12, day: 31)!

    /// Days since 1 January 1970; negative before.
    package var dayNumber: Int {
        // Years that begin in March, so that the leap day comes last. Howard Hinnant,
        // "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day of that number; `nil` outside `years`.
    package init?(dayNumber: Int) {
        let earliest = CivilDate(year: Self.years.lowerBound, month: 1, day: 1)!
        guard (earliest.dayNumber...Self.latest.dayNumber).contains(dayNumber) else { return nil }
        let days = dayNumber + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// So many days later; the latest day of all when that is beyond it.
    package func adding(days: Int) -> CivilDate {
        CivilDate(dayNumber: dayNumber + days) ?? .latest
    }

    /// The same day of the month so many months later, or that month's last day when it has no
    /// such day; the latest day of all when that is beyond it.
    package func adding(months: Int) -> CivilDate {
        let count = year * 12 + month - 1 + months
        let (year, month) = (count / 12, count % 12 + 1)
        guard Self.years.contains(year) else { return .latest }
        let day = min(day, Self.days(inMonth: month, of: year))
        return CivilDate(year: year, month: month, day: day) ?? .latest
    }
}
