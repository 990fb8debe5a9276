package import SyncCore

/// The days from which the periods of one record are counted.
package struct RetentionEvents: Hashable, Sendable {
    /// The last time that the office dealt with the person; `nil` when nothing tells.
    package let lastContact: CivilDate?
    /// The day on which the record was made; `nil` when it was not noted.
    package let created: CivilDate?
    /// What the record's date fields hold.
    package let dates: [Code: CivilDate]

    package init(lastContact: CivilDate?, created: CivilDate?, dates: [Code: CivilDate]) {
        self.lastContact = lastContact
        self.created = created
        self.dates = dates
    }
}

extension Retention {
    /// The last day on which the item may be kept: it is to be gone on the day after.
    ///
    /// A period of months or years ends on the day of the same date, or, in a month that has no
    /// such date, on its last day; the day of the event doesn't count (Regulation (EEC, Euratom)
    /// No 1182/71, article 3). An event that has no day, such as a date field that is empty, counts
    /// from the last contact, so that nothing is kept for ever; `nil` when that has no day either.
    package func lastDay(after events: RetentionEvents) -> CivilDate? {
        let day =
            switch event {
            case .lastContact: events.lastContact
            case .created: events.created ?? events.lastContact
            case .field(let name): events.dates[name] ?? events.lastContact
            }
        guard let day else { return nil }
        return switch unit {
        case .days: day.adding(days: count)
        case .months: day.adding(months: count)
        case .years: day.adding(months: 12 * count)
        }
    }
}
