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
            guard let next = try request(by: &exchange, after: reaction) else { break }
            // An answer that changed nothing would be asked for without end.
            if next.request == previous { throw SyncRefusal.impossibleAnswer }
            previous = nil  // thousands of records: kept only as long as they are needed
            (previous, reaction) = try converse(from: next, by: &exchange)
        }
        try store.noteSync(at: surroundings.now())
    }

    /// A request, and where in the order of what waits it ends.
    private struct Batch {
        let request: ExchangeRequest
        let last: RecordID?
        let isFull: Bool
    }

    /// The next request; `nil` when there is no more to say and nothing more to hear.
    private func request(
        by exchange: inout OfficeExchange, after reaction: OfficeReaction?
    ) throws -> Batch? {
        let outbox = try store.outbox(sendingAt: surroundings.now())
        if reaction?.next == .complete, outbox.isEmpty { return nil }
        return Batch(
            request: exchange.request(from: outbox), last: outbox.offers.last?.id,
            isFull: outbox.isFull)
    }

    /// One exchange, and those that follow without a doubt: the next request is on its way before the
    /// store takes an answer, so that office and hub work at the same time. Returns the last of them.
    private mutating func converse(
        from first: consuming Batch, by exchange: inout OfficeExchange
    ) throws -> (ExchangeRequest, OfficeReaction) {
        var (request, last, isFull) = (first.request, first.last, first.isFull)
        var underWay = start(request)
        var isOvertaken = false
        while true {
            var more: [OfficeOutbox.Offer] = []
            do {
                if isFull, let last {
                    (more, isFull) = try store.outbox(after: last, sendingAt: surroundings.now())
                }
            } catch {
                _ = try? underWay.reply()  // nobody may use the transport before it has ended
                throw error
            }
            let reply = try reply(to: request, underWay)
            let answer = try Self.answer(in: reply)
            let next = isOvertaken ? nil : exchange.request(ahead: more, of: answer)
            if let next { underWay = start(next) }
            let reaction: OfficeReaction
            do {
                reaction = try take(answer, by: &exchange)
            } catch {
                if next != nil { _ = try? underWay.reply() }
                throw error
            }
            tally.count(answer, to: request, reply, reaction)
            observe(.exchanged(tally))
            // The office has moved on: no answer to what was asked from there says anything any more.
            isOvertaken = reaction.directives.isEmpty
            guard let next else { return (request, reaction) }
            (request, last) = (next, more.last?.id)
        }
    }

    private static func answer(in reply: HubReply) throws -> ExchangeAnswer {
        do {
            return try ExchangeAnswer(decoding: reply.body)
        } catch {
            throw SyncRefusal.unreadable(error)
        }
    }

    private func take(
        _ answer: ExchangeAnswer, by exchange: inout OfficeExchange
    ) throws -> OfficeReaction {
        do {
            return try store.receive(answer, by: &exchange)
        } catch let fault as ExchangeFault {
            throw SyncRefusal(fault)
        }
    }

    private func start(_ request: ExchangeRequest) -> RequestUnderWay {
        RequestUnderWay(
            request.encoded(), by: transport, cancellation: surroundings.cancellation)
    }

    /// The reply to a request that is under way; when it failed it is sent again and again, as the
    /// policy has it. The request is the same each time: a hub that took it already, and whose answer
    /// was lost, answers as if it came anew.
    private mutating func reply(
        to request: ExchangeRequest, _ first: RequestUnderWay
    ) throws(TransportError) -> HubReply {
        var (underWay, failures) = (first, 0)
        while true {
            do {
                return try underWay.reply()
            } catch {
                failures += 1
                let decision = policy.decide(after: error, failures: failures, using: &generator)
                guard case .retry(let pause) = decision else { throw error }
                observe(.retrying(error, after: pause))
                if surroundings.wait(pause) { throw stopped }
                underWay = start(request)
            }
        }
    }

    private var stopped: TransportError { TransportError(.cancelled, at: "") }
}
