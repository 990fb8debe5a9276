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
    /// Tried wrong passwords, so many in a row, before a right one or before somebody unlocked it.
    /// Told only then: nobody holds the journal's key while a wrong one is tried.
    case failedLogin = "failed-login"
    case lock
    case unlock
    case account
    case recover
    // With the office.
    /// Accepts a version of the charter: which one.
    case charter
    /// Is the first to open the office under another charter that came into force: which one.
    case newCharter = "new-charter"
    /// Takes a value home that a charter doesn't let leave any more.
    case bringHome = "bring-home"
    case backup
    case restore
    case retention
    /// Read this journal.
    case journal
}
