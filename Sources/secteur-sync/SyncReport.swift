import Console
import SummaryStore
import SyncCore
import Transport

/// How a sync ended, and how the office stands after it.
struct SyncReport {
    let tally: SyncTally
    let status: SummaryStore.Status
    /// The fields that keep records here, the first of them.
    let quarantined: [SummaryStore.QuarantinedField]
    let duration: Duration
    /// Why it didn't come to its end.
    let failure: (any Explained)?

    /// Records and erasures that the hub doesn't have yet.
    var waiting: Int { status.waiting + status.erasuresWaiting }

    /// One word for scripts.
    enum State: String, CaseIterable {
        case inSync = "in-sync"
        /// In sync but for records that the charter keeps here.
        case refused
        /// The hub isn't there now; all work is kept.
        case waiting
        /// Somebody asked to stop.
        case stopped
        case failed
    }

    var state: State {
        switch failure {
        case nil: status.quarantined == 0 ? .inSync : .refused
        case let error as TransportError where error.kind == .cancelled: .stopped
        case let error?: Exit(after: error) == .temporary ? .waiting : .failed
        }
    }

    /// Whether somebody who was told `previous` would learn anything.
    func isNews(after previous: SyncReport?) -> Bool {
        guard let previous else { return true }
        return !tally.isEmpty || state != previous.state
            || status.waiting != previous.status.waiting
            || status.inConflict != previous.status.inConflict
            || failure?.code != previous.failure?.code
    }

    /// How the program ends; after a signal the shell's number for it counts instead.
    var exit: Exit {
        switch state {
        case .inSync: .ok
        case .refused: .dataRefused
        case .waiting, .stopped: .temporary
        case .failed: Exit(after: failure!)
        }
    }
}
