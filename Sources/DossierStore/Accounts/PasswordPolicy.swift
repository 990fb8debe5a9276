/// What the office decided about its passwords.
package struct PasswordPolicy: Hashable, Sendable {
    /// The least entropy of a new password, in bits: 80 by default, 50 at least (CNIL 2022-100).
    package var minimumBits = 80
    /// After how many days a user's password must be changed; `nil`, the default, for never: the
    /// CNIL's recommendation 2022-100 advises against it.
    package var userDays: Int?
    /// The same for administrators.
    package var administratorDays: Int? = 90

    /// What an office may ask for.
    package static let bits = 50...128
    package static let days = 7...3_650

    package init() {}

    /// Whether an account's password has lived its time.
    ///
    /// - Parameter seenDay: the latest day that the account knows of. A clock put back before it
    ///   counts as that day, and one put back before the password was set is wrong, so that the
    ///   password's age isn't known: it must be changed.
    package func isExpired(
        passwordDay: Int, seenDay: Int, today: Int, isAdministrator: Bool
    ) -> Bool {
        guard let days = isAdministrator ? administratorDays : userDays else { return false }
        return today < passwordDay || max(today, seenDay) - passwordDay >= days
    }
}
