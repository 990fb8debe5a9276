internal import Foundation

/// What the machine's clock says, for the journal of access.
package enum SystemClock {
    /// Seconds since 1 January 1970 in Greenwich.
    package static func seconds() -> Int64 { Int64(time(nil)) }
}
