import Foundation
import HubStore
import SyncCore
import Synchronization

/// What admins ask of a hub while it serves, ten times a second: each query in turn, through a store
/// of its own on the same file, as the admin's commands do it. And now and then the command itself.
final class AdminQueries: Sendable {
    /// What is asked, in the words of the report.
    enum Query: String, CaseIterable, Sendable {
        case conflicts = "a page of 50 records in conflict"
        case show = "one record"
        case offices = "the list of offices with what each holds"
        case acts = "the last 50 acts of admins"
        case resolve = "settling a conflict"
        case command = "the command secteur-hub conflicts, with its start"
        case start = "the start of the program alone"

        var isProgram: Bool { self == .command || self == .start }
    }

    private let hub: Hub
    private let program: URL
    private let folder: URL
    /// How long a query took, and how much of that it worked itself: the rest it waited, for the
    /// store or for other programs of the machine.
    struct Taken: Sendable {
        var latencies = Latencies()
        var processor = Latencies()
    }

    private let taken = Mutex<[Query: Taken]>([:])
    private let failure = Mutex<(any Error)?>(nil)
    private let isOver = Atomic(false)
    private let running = DispatchGroup()

    init(_ prepared: PreparedHub, program: URL) throws {
        hub = try prepared.open()
        folder = prepared.folder
        self.program = program
    }

    /// Begins to ask; `stop` ends it.
    func start() {
        isOver.store(false, ordering: .sequentiallyConsistent)
        repeatedly(every: .milliseconds(100)) { try $0.ask(round: $1) }
        repeatedly(every: .seconds(1)) { queries, round in
            try queries.timed(round.isMultiple(of: 2) ? .command : .start) {
                try queries.runProgram(
                    round.isMultiple(of: 2)
                        ? ["conflicts", "--dir", queries.folder.path, "--json"] : ["--version"])
            }
        }
    }

    /// What was asked since `start`, and how long each took.
    func stop() throws -> [Query: Taken] {
        isOver.store(true, ordering: .sequentiallyConsistent)
        running.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
        return taken.withLock { taken in
            defer { taken = [:] }
            return taken
        }
    }

    func close() throws { try hub.close() }

    private func repeatedly(
        every step: Duration, _ body: @escaping @Sendable (AdminQueries, Int) throws -> Void
    ) {
        running.enter()
        Thread.detachNewThread { [self] in
            defer { running.leave() }
            var due = ContinuousClock.now
            var round = 0
            while !isOver.load(ordering: .sequentiallyConsistent) {
                do { try body(self, round) } catch { failure.withLock { $0 = $0 ?? error } }
                round += 1
                due = max(due + step, ContinuousClock.now)
                usleep(UInt32(max(.zero, due - .now) / .microseconds(1)))
            }
        }
    }

    private func ask(round: Int) throws {
        switch round % 5 {
        case 0: try timed(.conflicts) { _ = try hub.conflicts(limit: 50) }
        case 1:
            guard let first = try hub.conflicts(limit: 1).conflicts.first else { return }
            try timed(.show) { _ = try hub.show(first.conflict.record) }
        case 2:
            try timed(.offices) {
                _ = try (hub.offices(), hub.parts(), hub.admissions(at: 0))
            }
        case 3: try timed(.acts) { _ = try hub.acts(limit: 50) }
        default:
            guard let first = try hub.conflicts(limit: 1).conflicts.first else { return }
            try timed(.resolve) {
                do {
                    try hub.resolve(
                        first.conflict.record, first.conflict.field,
                        to: .code(Code(literal: "validated")), shown: first.shown, by: "load")
                } catch HubRefusal.notInConflict, HubRefusal.shownUnknown {
                    // An office settled it meanwhile.
                }
            }
        }
    }

    private func timed(_ query: Query, _ body: () throws -> Void) rethrows {
        let (start, worked) = (ContinuousClock.now, Self.threadProcessorTime)
        try body()
        let (latency, work) = (ContinuousClock.now - start, Self.threadProcessorTime - worked)
        taken.withLock {
            $0[query, default: Taken()].latencies.add(latency)
            $0[query]!.processor.add(work)
        }
    }

    private static var threadProcessorTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private func runProgram(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw LoadFault.hub("\(arguments[0]) ended with \(process.terminationStatus)")
        }
    }
}
