import Simulation
import SummaryStore
import SyncCore
import Synchronization
import Transport

@testable import secteur_sync

/// Runs syncs with a fixed clock, a fixed generator and no waiting.
final class Sync {
    let office: TestOffice
    let hub: TestHub
    var policy = RetryPolicy.attended
    /// What `secteur-sync` would have waited for.
    private(set) var pauses: [Duration] = []
    private let stop = Flag()

    init(_ office: TestOffice, _ hub: TestHub) {
        self.office = office
        self.hub = hub
    }

    /// As Ctrl-C does.
    func interrupt() { stop.isSet = true }

    func run() throws -> SyncReport {
        let stop = stop
        var run = SyncRun(
            store: office.store, transport: hub.line(to: office), policy: policy,
            surroundings: .init(
                now: { 1_790_000_000 },
                wait: { [self] pause in
                    pauses.append(pause)
                    return stop.isSet
                },
                cancellation: Cancellation { stop.isSet }, sha256: simulatedHash),
            generator: SeededGenerator(seed: 5))
        var failure: (any Explained)?
        do {
            try run.run()
        } catch let error as any Explained {
            failure = error
        }
        return SyncReport(
            tally: run.tally, status: try office.store.status(),
            quarantined: try office.store.quarantined(), duration: .milliseconds(412),
            failure: failure)
    }

    private final class Flag: Sendable {
        private let value = Mutex(false)
        var isSet: Bool {
            get { value.withLock { $0 } }
            set { value.withLock { $0 = newValue } }
        }
    }
}
