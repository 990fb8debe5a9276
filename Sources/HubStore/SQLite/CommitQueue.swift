import Glibc

/// Lets writing transactions that come at the same time share one durable commit.
///
/// A commit is durable once the disk says so, and that takes longer than most transactions. So they
/// line up: who finds no leader becomes it, carries out all that wait, each undone alone when it
/// fails, commits once, and only then tells everybody. Who comes while a commit is on its way to the
/// disk is in the next group. Nobody is ever kept waiting for a group to fill.
///
/// A crash before the commit is durable undoes the whole group, and nobody was told of it; one after
/// it undoes nothing: it is the promise of a single transaction, kept for all at once.
///
/// Each leads at most one group, and a group is bounded, so that no caller works long for others and
/// other programs get their turn at the file.
final class CommitQueue: Sendable {
    private struct State {
        var waiting: [QueuedWrite] = []
        /// The thread that carries out a group; `nil` when nobody does.
        var leader: pthread_t?
        var counts = CommitCounts()
    }

    private let limits: CommitGroupLimits
    private let state = Monitor(State())

    init(limits: CommitGroupLimits) {
        self.limits = limits
    }

    /// How much was committed so far.
    var counts: CommitCounts { state.withLock { $0.counts } }

    /// How many wait for a group.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Runs `write` in a group, and returns when the group is durable.
    ///
    /// - Parameter commit: carries out all of a group in one transaction and commits it; called when
    ///   this thread leads. When it throws, nothing of the group happened.
    /// - Throws: what `write` threw, or why its group failed.
    func run(_ write: QueuedWrite, commit: (Group) throws -> Void) throws {
        if !begin(write) { write.wait() }
        // Who is woken without an outcome is the next to lead.
        if write.outcome == nil { lead(commit) }
        try write.outcome!.get()
    }

    /// Whether the caller leads.
    private func begin(_ write: QueuedWrite) -> Bool {
        state.withLock { state in
            precondition(
                state.leader.map { pthread_equal($0, write.thread) == 0 } ?? true,
                "a transaction can't begin another: it would wait for itself")
            state.waiting.append(write)
            guard state.leader == nil else { return false }
            state.leader = write.thread
            return true
        }
    }

    /// Carries out one group, whose first is the caller's own, and hands over.
    private func lead(_ commit: (Group) throws -> Void) {
        let group = Group(of: self)
        let result = Result { try commit(group) }
        // The file wasn't to be had: that is so for all who wait, and they needn't find out in turn.
        if group.taken.isEmpty { group.takeAll() }
        let next = state.withLock { state in
            state.counts.add(group.taken, result)
            state.leader = state.waiting.first?.thread
            return state.waiting.first
        }
        next?.wake()
        for write in group.taken { write.finish(result) }
    }

    /// The transactions of one commit, taken from the queue as long as the bounds allow: also those
    /// that come while the group is carried out.
    final class Group {
        private let queue: CommitQueue
        private let start = ContinuousClock.now
        fileprivate private(set) var taken: [QueuedWrite] = []

        fileprivate init(of queue: CommitQueue) {
            self.queue = queue
        }

        /// The next to carry out; `nil` when it is time to commit.
        func next() -> QueuedWrite? {
            guard taken.isEmpty || ContinuousClock.now - start < queue.limits.time else {
                return nil
            }
            return take()
        }

        fileprivate func takeAll() { while take() != nil {} }

        private func take() -> QueuedWrite? {
            guard taken.count < queue.limits.writes, let write = queue.take() else { return nil }
            taken.append(write)
            return write
        }
    }

    private func take() -> QueuedWrite? {
        state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    }
}

/// Bounds on how many transactions share one commit.
package struct CommitGroupLimits: Hashable, Sendable {
    /// Transactions of a group.
    package var writes: Int
    /// No transaction is begun in a group that is this old: other programs wait for the file.
    package var time: Duration

    package init(writes: Int = 64, time: Duration = .milliseconds(25)) {
        self.writes = max(1, writes)
        self.time = time
    }
}

/// How much a store committed since it was opened.
package struct CommitCounts: Hashable, Sendable {
    /// Durable commits, each of one group.
    package private(set) var commits: UInt64 = 0
    /// Transactions in them, without those that failed.
    package private(set) var writes: UInt64 = 0

    package init() {}

    fileprivate mutating func add(_ group: [QueuedWrite], _ result: Result<Void, any Error>) {
        guard case .success = result else { return }
        commits += 1
        writes += UInt64(group.count { !$0.hasFailed })
    }
}

/// A transaction that waits for its group. Its caller waits too, so what the body captured is
/// touched by one thread at a time; the queue's monitor and its own order those threads.
final class QueuedWrite: @unchecked Sendable {
    let tables: SummaryTables
    fileprivate let thread = pthread_self()
    /// Let go before the caller is told: it lives no longer than the caller waits.
    private var body: ((SQLiteWriter) throws -> Void)?
    private let isWoken = Monitor(false)
    private var failure: (any Error)?
    fileprivate private(set) var outcome: Result<Void, any Error>?

    init(_ tables: SummaryTables, _ body: @escaping (SQLiteWriter) throws -> Void) {
        self.tables = tables
        self.body = body
    }

    func run(_ writer: SQLiteWriter) throws { try body!(writer) }

    /// Says that the body failed, and that all of it was undone; the group goes on.
    func fail(_ error: any Error) { failure = error }

    fileprivate var hasFailed: Bool { failure != nil }

    fileprivate func wait() { isWoken.wait { $0 } }
    fileprivate func wake() { isWoken.change { $0 = true } }

    /// What the body came to counts once the group is durable; a group that failed fails all.
    fileprivate func finish(_ group: Result<Void, any Error>) {
        body = nil
        outcome = group.flatMap { failure.map(Result.failure) ?? .success(()) }
        wake()
    }
}
