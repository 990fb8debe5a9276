import Charter
import SummaryStore
import SyncCore
import Transport

/// One sync from its first request to its last answer: the loop around `OfficeExchange`.
///
/// It decides nothing about records: the machine does, and the store carries it out. What it decides
/// is when to send, when to try again, and when to stop.
struct SyncRun {
    /// What happens while a sync runs, for whoever shows it.
    enum Event {
        case exchanged(SyncTally)
        case retrying(TransportError, after: Duration)
    }

    /// What a sync takes from the outside world.
    struct Surroundings {
        /// Seconds since 1970, for the journal of disclosures; never for the merge.
        let now: () -> Int64
        /// Waits; `true` when somebody asks to stop meanwhile.
        let wait: (Duration) -> Bool
        let cancellation: Cancellation
        let sha256: SHA256Function
    }

    let store: SummaryStore
    let transport: any HubTransport
    let policy: RetryPolicy
    let surroundings: Surroundings
    var generator: any RandomNumberGenerator
    let observe: (Event) -> Void
    private(set) var tally = SyncTally()

    init(
        store: SummaryStore, transport: any HubTransport, policy: RetryPolicy,
        surroundings: Surroundings,
        generator: any RandomNumberGenerator = SystemRandomNumberGenerator(),
        observe: @escaping (Event) -> Void = { _ in }
    ) {
        self.store = store
        self.transport = transport
        self.policy = policy
        self.surroundings = surroundings
        self.generator = generator
        self.observe = observe
    }

    /// Syncs until the pull is complete and the outbox empty.
    ///
    /// Throws `TransportError`, `SyncRefusal`, `SummaryRefusal` or `StoreError`. Whenever it ends,
    /// `tally` says what was done, and what the store holds is good: each answer was applied in one
    /// transaction, and nothing left the outbox without one.
    mutating func run() throws {
        var exchange = OfficeExchange(
            charterDigest: store.charter.digest(surroundings.sha256),
            sha256: surroundings.sha256)
        var previous: ExchangeRequest?
        var reaction: OfficeReaction?
        while true {
            if surroundings.cancellation.isRequested() { throw stopped }
            let outbox = try store.outbox(sendingAt: surroundings.now())
            if reaction?.next == .complete, outbox.isEmpty { break }
            let request = exchange.request(from: outbox)
            // An answer that changed nothing would be asked for without end.
            if request == previous { throw SyncRefusal.impossibleAnswer }
            previous = request
            reaction = try answered(request, by: &exchange)
        }
        try store.noteConfirmedErasures(at: surroundings.now())
        try store.set(.lastSync, to: String(surroundings.now()))
    }

    /// One exchange, applied.
    private mutating func answered(
        _ request: ExchangeRequest, by exchange: inout OfficeExchange
    ) throws -> OfficeReaction {
        let reply = try send(request.encoded())
        do {
            let answer = try ExchangeAnswer(decoding: reply.body)
            let reaction = try store.receive(answer, by: &exchange)
            tally.count(answer, to: request, reply, reaction)
            observe(.exchanged(tally))
            return reaction
        } catch let error as WireError {
            throw SyncRefusal.unreadable(error)
        } catch let fault as ExchangeFault {
            throw SyncRefusal(fault)
        }
    }

    /// Sends one request, again and again as the policy has it. The request is the same each time:
    /// a hub that took it already, and whose answer was lost, answers as if it came anew.
    private mutating func send(_ body: [UInt8]) throws(TransportError) -> HubReply {
        var failures = 0
        while true {
            do {
                return try transport.exchange(
                    body: body, cancellation: surroundings.cancellation)
            } catch {
                failures += 1
                let decision = policy.decide(after: error, failures: failures, using: &generator)
                guard case .retry(let pause) = decision else { throw error }
                observe(.retrying(error, after: pause))
                if surroundings.wait(pause) { throw stopped }
            }
        }
    }

    private var stopped: TransportError { TransportError(.cancelled, at: "") }
}
