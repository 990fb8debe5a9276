package import Charter

/// Why the machine's date may be wrong: a purge goes by it, and can't be taken back.
package enum ClockDoubt: Hashable, Sendable {
    /// Something was noted here on a later day than the clock says it is.
    case behind(newest: CivilDate)
    /// Nothing was noted here for longer than offices close: perhaps the clock leapt.
    case ahead(newest: CivilDate)
    /// Nothing that was noted here has a day.
    case unknown

    /// Longer than a summer's closing, in days.
    package static let quietDays = 92

    /// - Parameters:
    ///   - today: what the clock says.
    ///   - newest: the latest day on which something was noted.
    package init?(today: CivilDate, newest: CivilDate?) {
        guard let newest else {
            self = .unknown
            return
        }
        if newest > today {
            self = .behind(newest: newest)
        } else if today > newest.adding(days: Self.quietDays) {
            self = .ahead(newest: newest)
        } else {
            return nil
        }
    }
}
