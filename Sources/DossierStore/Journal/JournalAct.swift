/// What the journal of access tells that somebody did.
package enum JournalAct: String, Sendable, CaseIterable {
    // With records.
    case read
    /// Read many records at once, without any name: how many is told, not which.
    case list
    case write
    case print
    case export
    case `import`
    case erase
    // Asked for, and not given.
    case refuse
    // With a folder as a whole.
    case handOver = "hand-over"
    case share
    case unshare
    case freeze
    case unfreeze
    // With accounts.
    case login
    case logout
    case lock
    case unlock
    case account
    case recover
    // With the office.
    case charter
    case backup
    case restore
    case retention
    /// Read this journal.
    case journal
}
