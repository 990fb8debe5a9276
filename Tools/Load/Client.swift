import Compression
import SyncCore

/// One client: a thread's share of the offices. That thread alone touches it during a stretch.
final class Client: @unchecked Sendable {
    private(set) var offices: [SimulatedOffice]
    private(set) var connections: [HubConnection] = []
    private var next = 0

    init(_ offices: [SimulatedOffice]) {
        self.offices = offices
    }

    /// Opens at most so many connections, no more than it has offices.
    func connect(to port: UInt16, source: UInt8, connections limit: Int) throws {
        connections = try (0..<max(1, min(offices.count, limit))).map { _ in
            try HubConnection(port: port, source: source)
        }
    }

    func disconnect() { connections = [] }

    /// Of ten exchanges, seven bring 1 to 20 edits and three only ask what is new.
    func exchange(
        _ outcome: inout Clients.Outcome, due: ContinuousClock.Instant?
    ) throws {
        let office = next % offices.count
        next += 1
        if next % 10 < 7 {
            offices[office].edit(1 + next * 7 % 20)
            outcome.pushes += 1
        }
        _ = try exchange(office, &outcome, due: due)
    }

    func settle() throws {
        var outcome = Clients.Outcome()
        for office in offices.indices {
            while try !exchange(office, &outcome, due: nil) {}
        }
    }

    /// One exchange of an office, on one of the client's connections. Returns whether all is said.
    private func exchange(
        _ office: Int, _ outcome: inout Clients.Outcome, due: ContinuousClock.Instant?
    ) throws -> Bool {
        let encoded = offices[office].request().encoded()
        let smaller = Zstd.compress(encoded)
        let isZstd = smaller.count < encoded.count
        let connection = connections[office % connections.count]
        let start = due ?? ContinuousClock.now
        let reply = try connection.exchange(
            isZstd ? smaller : encoded, isZstd: isZstd, secret: offices[office].secret)
        outcome.latencies.add(ContinuousClock.now - start)
        let body =
            reply.isZstd
            ? try Zstd.decompress(reply.body, limitBytes: ExchangeLimits.messageBytes) : reply.body
        let answer = try ExchangeAnswer(decoding: body)
        if reply.status == 503 || reply.status == 429 {
            outcome.busy += 1
            return false
        }
        guard reply.status == 200 else {
            throw LoadFault.answer(status: reply.status, "\(answer)".prefix(80).description)
        }
        return try offices[office].receive(answer)
    }
}
