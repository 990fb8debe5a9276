package import Charter
internal import Foundation

/// The day that the machine's clock and time zone say it is.
package enum SystemDay {
    package static func today() -> CivilDate {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        let (year, month) = (Int(parts.tm_year) + 1_900, Int(parts.tm_mon) + 1)
        return CivilDate(year: year, month: month, day: Int(parts.tm_mday)) ?? .latest
    }
}
