import Charter
import Console
import Simulation
import SyncCore

/// An office as the hub meets it: its records in memory, and the exchange's own state machine.
///
/// It does what `OfficeExchange` directs; a hub that is not put back to a backup directs less than a
/// real office must be ready for, and what is not expected here ends the run.
struct SimulatedOffice {
    struct Row {
        var state: PackedRecord
        var digest: StateDigest
        var dirty: Set<FieldName> = []
    }

    let number: OfficeNumber
    let secret: String
    private(set) var rows: [RecordID: Row] = [:]
    /// Every edit that it ever made, by the record that it was made to.
    private(set) var edits: [RecordID: [Dot]] = [:]
    /// The records that it edits: its own, and some of another office.
    private var editable: [RecordID] = []
    private var dirty: Set<RecordID> = []
    private var position = OfficePosition()
    private var exchange: OfficeExchange
    private var actor: ActorID
    private var writes: UInt64 = 0
    private var generator: SeededGenerator

    init(number: OfficeNumber, secret: String, charterDigest: [UInt8], seed: UInt64) {
        self.number = number
        self.secret = secret
        generator = SeededGenerator(seed: seed)
        actor = ActorID(using: &generator)
        exchange = OfficeExchange(charterDigest: charterDigest, sha256: Console.sha256)
    }

    /// The last point of its channel that it saw.
    var head: Checkpoint { position.head }

    /// Holds what the hub holds, as after a sync that ended at `head`.
    mutating func start(with records: [RecordID: PackedRecord], at head: Checkpoint) {
        for (id, state) in records {
            rows[id] = Row(state: state, digest: StateDigest(of: state, by: Console.sha256))
        }
        editable = records.keys.sorted()
        position.advance(head: head, cursor: head.seq, complete: true)
    }

    /// Writes as somebody who sees the records as they are now.
    mutating func edit(_ count: Int) {
        for _ in 0..<count {
            let id = editable[generator.below(editable.count)]
            var state = rows[id]!.state.unpacked()
            writes += 1
            let dot = Dot(actor: actor, n: writes)
            edits[id, default: []].append(dot)
            state.write(
                Contracts.nextStatus(using: &generator), to: Contracts.status, dot: dot,
                shown: state[Contracts.status])
            let packed = PackedRecord(state)
            rows[id]!.state = packed
            rows[id]!.digest = StateDigest(of: packed, by: Console.sha256)
            rows[id]!.dirty.insert(Contracts.status)
            dirty.insert(id)
        }
    }

    mutating func request() -> ExchangeRequest {
        let offers = dirty.map { id in
            let row = rows[id]!
            return OfficeOutbox.Offer(
                id: id, expected: row.digest,
                fields: PackedRecord(row.state.unpacked().restricted(to: row.dirty)),
                isWhole: row.dirty.isSuperset(of: row.state.shape.names))
        }
        return exchange.request(
            from: OfficeOutbox(position: position, offers: offers, erasures: []))
    }

    /// Whether there is no more to say and nothing more to hear.
    mutating func receive(_ answer: ExchangeAnswer) throws -> Bool {
        var known: [RecordID: OfficeRow] = [:]
        for id in exchange.reads(for: answer) { known[id] = rows[id].map { .held($0.state) } }
        let reaction = try exchange.receive(answer, rows: known)
        for directive in reaction.directives { try carryOut(directive) }
        return reaction.next == .complete && dirty.isEmpty
    }

    private mutating func carryOut(_ directive: OfficeDirective) throws {
        switch directive {
        case .settle(let id, let digest, _):
            guard rows[id]?.digest == digest else { return }
            rows[id]!.dirty = []
            dirty.remove(id)
        case .store(let id, let state, _, let fields):
            let digest = StateDigest(of: state, by: Console.sha256)
            rows[id] = Row(state: state, digest: digest, dirty: fields)
            if fields.isEmpty { dirty.remove(id) } else { dirty.insert(id) }
        case .advance(let head, let cursor, let complete):
            position.advance(head: head, cursor: cursor, complete: complete)
        case .forget, .quarantine, .adopt, .goBack, .offerWhole:
            throw LoadFault.unexpected("\(directive)".prefix(80).description)
        }
    }
}

/// What must not happen in a run.
enum LoadFault: Error, CustomStringConvertible {
    /// The hub directed what nothing in this run gives reason for.
    case unexpected(String)
    /// The hub answered otherwise than with a page.
    case answer(status: Int, String)
    case connection(String)
    case hub(String)

    var description: String {
        switch self {
        case .unexpected(let directive): "the hub directs what it has no reason for: \(directive)"
        case .answer(let status, let what): "the hub answers \(status): \(what)"
        case .connection(let what): "a connection fails: \(what)"
        case .hub(let what): "the hub's program: \(what)"
        }
    }
}
