import Foundation
import SyncCore
import Synchronization

/// Simulated offices at work, each client a thread that speaks for its share of them, one exchange
/// after another. So as many exchanges are under way as there are clients, and never more.
final class Clients: Sendable {
    /// What came of a stretch of work.
    struct Outcome: Sendable {
        var latencies = Latencies()
        /// Exchanges that brought edits.
        var pushes = 0
        /// Told to come again later.
        var busy = 0
        var seconds = 0.0
        var hubProcessor = 0.0
        var ownProcessor = 0.0
        var commits = 0.0
        var writes = 0.0

        var perSecond: Double { Double(latencies.count) / seconds }
    }

    private let clients: [Client]
    private let failure = Mutex<(any Error)?>(nil)

    init(_ offices: [SimulatedOffice], clients: Int) {
        self.clients = (0..<clients).map { client in
            Client(stride(from: client, to: offices.count, by: clients).map { offices[$0] })
        }
    }

    /// The connections that all clients together keep open.
    var connectionCount: Int { clients.map(\.connections.count).reduce(0, +) }

    /// Opens the connections: at most so many in all, from eight addresses.
    func connect(to port: UInt16, connections: Int) throws {
        for (place, client) in clients.enumerated() {
            try client.connect(
                to: port, source: UInt8(1 + place % 8), connections: connections / clients.count)
        }
    }

    func disconnect() {
        for client in clients { client.disconnect() }
    }

    /// Has all clients work until the time is over.
    ///
    /// - Parameter rate: exchanges a second in all, begun at even times; latencies then count from the
    ///   time at which the exchange was due. `nil`: each begins when the one before has ended.
    func work(for time: Duration, rate: Double?, on hub: HubProcess) throws -> Outcome {
        let before = try Measure(of: hub)
        let start = ContinuousClock.now
        var outcome = try together { client, place in
            var outcome = Outcome()
            var pace = rate.map { rate in
                Pace(start: start, step: .seconds(Double(self.clients.count) / rate), first: place)
            }
            while ContinuousClock.now - start < time {
                try client.exchange(&outcome, due: pace?.wait())
            }
            return outcome
        }
        outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
        let after = try Measure(of: hub)
        before.subtract(from: after, into: &outcome)
        return outcome
    }

    /// Has every office exchange until it has nothing to say and nothing to hear.
    func settle() throws {
        _ = try together { client, _ in
            try client.settle()
            return Outcome()
        }
    }

    /// All offices, between two stretches.
    func offices() -> [SimulatedOffice] {
        clients.flatMap(\.offices)
    }

    private func together(
        _ body: @escaping @Sendable (Client, Int) throws -> Outcome
    ) throws -> Outcome {
        let total = Mutex(Outcome())
        let ended = DispatchGroup()
        for (place, client) in clients.enumerated() {
            ended.enter()
            Thread.detachNewThread { [self] in
                defer { ended.leave() }
                do {
                    let mine = try body(client, place)
                    total.withLock { total in
                        total.latencies.add(mine.latencies)
                        total.pushes += mine.pushes
                        total.busy += mine.busy
                    }
                } catch {
                    failure.withLock { $0 = $0 ?? error }
                }
            }
        }
        ended.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
        return total.withLock { $0 }
    }

    /// When a client's exchanges are due.
    private struct Pace {
        private var due: ContinuousClock.Instant
        private let step: Duration

        init(start: ContinuousClock.Instant, step: Duration, first: Int) {
            // Clients begin apart.
            due = start + step * Double(first % 32) / 32
            self.step = step
        }

        mutating func wait() -> ContinuousClock.Instant {
            defer { due += step }
            let left = due - ContinuousClock.now
            if left > .zero { usleep(UInt32(left / .microseconds(1))) }
            return due
        }
    }

    private struct Measure {
        private let hubProcessor: Double
        private let ownProcessor: Double
        private let commits: Double
        private let writes: Double

        init(of hub: HubProcess) throws {
            hubProcessor = try hub.processorSeconds
            ownProcessor = try HubProcess.ownProcessorSeconds
            commits = try hub.counter("secteur_hub_commits_total")
            writes = try hub.counter("secteur_hub_writes_total")
        }

        func subtract(from after: Measure, into outcome: inout Outcome) {
            outcome.hubProcessor = after.hubProcessor - hubProcessor
            outcome.ownProcessor = after.ownProcessor - ownProcessor
            outcome.commits = after.commits - commits
            outcome.writes = after.writes - writes
        }
    }
}
