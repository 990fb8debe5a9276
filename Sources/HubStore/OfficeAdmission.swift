/// How an office stands at the hub's door. Times are seconds since 1970.
package struct OfficeAdmission: Hashable, Sendable {
    /// The day on which it was shut out, until it joins again.
    package let revoked: String?
    /// Until when it may speak, by its longest certificate.
    package let certificateUntil: Int64?
    /// Until when a code waits for it.
    package let codeUntil: Int64?

    package init(revoked: String?, certificateUntil: Int64?, codeUntil: Int64?) {
        self.revoked = revoked
        self.certificateUntil = certificateUntil
        self.codeUntil = codeUntil
    }
}
