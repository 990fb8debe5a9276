/// A safeguard of the design that a world can do without, to show that the judges notice.
///
/// Each is named for what then goes wrong.
package enum Safeguard: String, CaseIterable, Sendable {
    // The hub.
    /// It knows a checkpoint by its number alone, not by its random tag.
    case numericCursor = "numeric-cursor"
    /// Put back to a backup, it goes on under the actor that it had then.
    case reusedHubActor = "reused-hub-actor"
    /// It says that a record is as expected without comparing digests.
    case blindAnswer = "blind-answer"
    /// It completes pasts that were left out, and takes what comes of it against the check.
    case trustedPasts = "trusted-pasts"
    /// It puts what is sent in the place of what it holds.
    case overwritingHub = "overwriting-hub"
    /// It takes a record that it had no room to read for one that it doesn't hold.
    case unreadForAbsent = "unread-for-absent"
    /// It tells of a change only to whoever made it.
    case untoldChange = "untold-change"
    /// It tells of an erasure only to whoever asked for it.
    case untoldErasure = "untold-erasure"
    /// It doesn't take whoever offers a record that it holds already into the audience.
    case unlistedOffer = "unlisted-offer"
    /// It drops an erased record and doesn't remember that.
    case forgottenErasure = "forgotten-erasure"
    /// A page that was cut off says that it goes up to the head.
    case pageBeyond = "page-beyond"
    /// A page ends within a number.
    case tornNumber = "torn-number"
    /// It takes what the charter doesn't let in.
    case uncheckedBatch = "unchecked-batch"
    /// Of a batch that it refuses it stores the rest.
    case halfRefusal = "half-refusal"
    /// It keeps what a new version of the charter doesn't let it hold.
    case unsweptHub = "unswept-hub"
    /// It tells an office more than the office has accepted.
    case unprojectedAnswer = "unprojected-answer"
    /// A crash leaves records written and not listed.
    case tornCommit = "torn-commit"

    // The office.
    /// A restored or copied office goes on under the actor that its file remembers.
    case reusedActor = "reused-actor"
    /// It clears its dirty marks though the record was edited meanwhile.
    case blindSettling = "blind-settling"
    /// It clears its dirty marks when it sends.
    case hastyOutbox = "hasty-outbox"
    /// It takes the hub's state in place of its own.
    case overwritingOffice = "overwriting-office"
    /// It drops an erased record and doesn't remember that.
    case forgetfulOffice = "forgetful-office"
    /// It doesn't offer records again that a hub lost.
    case forgetfulRewind = "forgetful-rewind"
    /// It doesn't tell erasures again that a hub lost.
    case unrepeatedErasure = "unrepeated-erasure"
    /// It keeps checkpoints of the history that the hub lost.
    case keptCheckpoints = "kept-checkpoints"
    /// It takes a head for a checkpoint though the pull is not complete.
    case earlyCheckpoint = "early-checkpoint"
    /// It never thins its checkpoints out.
    case endlessCheckpoints = "endless-checkpoints"
    /// It stamps what it sent with the head from before.
    case earlyStamp = "early-stamp"
    /// A crash leaves a page's cursor written and not its rows.
    case tornPage = "torn-page"
    /// It carries out an answer though it has moved on since it asked.
    case staleAnswer = "stale-answer"
    /// It sends again and again what was refused.
    case noQuarantine = "no-quarantine"
    /// A decision supersedes what its maker wasn't shown.
    case decidingBlind = "deciding-blind"
    /// It keeps sharing what a new version of the charter doesn't let leave.
    case unnarrowedOffice = "unnarrowed-office"
    /// It doesn't pull anew what an accepted version lets it see.
    case notPulledAgain = "not-pulled-again"
}
