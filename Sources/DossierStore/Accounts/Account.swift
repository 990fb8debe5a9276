package import SyncCore

/// Somebody who may work at the office: what is known of them is a code and what they do here.
package struct Account: Hashable, Sendable {
    /// The role that looks after accounts, and reads no case.
    package static let administrator = Code(literal: "administrator")
    /// The role of the data protection officer, which reads the journal and no case.
    package static let oversight = Code(literal: "dpo")

    package let code: AccountCode
    /// Names of roles of the charter.
    package let roles: Set<Code>
    /// The day on which the password was set, counted from 1 January 1970.
    package let passwordDay: Int
    /// Whether its person must choose another password before anything else: somebody else chose
    /// this one, or it has lived its time.
    package internal(set) var mustChangePassword: Bool
    /// Whether an administrator locked it.
    package let isLocked: Bool
    /// How many times in a row a password was tried and not found right.
    package let failures: Int

    /// How many failures lock an account until an administrator unlocks it.
    package static let failureLimit = 3

    package var isAdministrator: Bool { roles.contains(Self.administrator) }

    /// Whether a right password opens it.
    package var admits: Bool { !isLocked && failures < Self.failureLimit }
}
