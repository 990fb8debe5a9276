import Certificates
import Charter
import Crypto
import Foundation
import GRDB
import HubServer
import HubStore
import Logging
import ServiceLifecycle
import Simulation
import SyncCore
import Synchronization

/// A real server on a port of its own, with one office, in a folder of its own.
final class ServerFixture: Sendable {
    static let sha256: SHA256Function = { Array(SHA256.hash(data: $0)) }

    let path: String
    let hub: Hub
    let secret: BearerSecret
    let office: OfficeNumber
    let port: Int
    let lines: LogLines
    let clock: TestClock
    /// With it, the server speaks TLS.
    let authority: Authority?
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    /// What the server logged.
    final class LogLines: Sendable {
        private let lines = Mutex<[String]>([])

        var all: [String] { lines.withLock { $0 } }

        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    static func surroundings() -> Hub.Surroundings {
        Hub.Surroundings(
            sha256: sha256,
            random: {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            },
            today: { "2026-09-30" })
    }

    static func serverSurroundings(_ clock: TestClock = TestClock()) -> HubServer.Surroundings {
        HubServer.Surroundings(
            sha256: sha256,
            random: {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            }, now: { clock.now }, uptime: { clock.uptime })
    }

    /// Starts a server, lets `body` use it, and stops it gracefully.
    static func serving<Result>(
        limits: ServerLimits = ServerLimits(), encrypted: Bool = false,
        _ body: (ServerFixture) async throws -> Result
    ) async throws -> Result {
        let fixture = try await ServerFixture(limits: limits, encrypted: encrypted)
        do {
            let result = try await body(fixture)
            try await fixture.stop()
            return result
        } catch {
            try await fixture.stop()
            throw error
        }
    }

    private init(limits: ServerLimits, encrypted: Bool) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        path = folder.appendingPathComponent("hub.sqlite").path
        let surroundings = Self.surroundings()
        let store = try SQLiteHub.create(
            at: path,
            random: {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            })
        hub = try Hub.create(in: store, charter: .insertion(), by: "admin", surroundings)
        var generator = SystemRandomNumberGenerator()
        secret = BearerSecret(using: &generator)
        office = try hub.enrol(
            "CSS Bobigny", secretDigest: Self.sha256(secret.bytes), by: "admin")

        let lines = LogLines()
        self.lines = lines
        let clock = TestClock()
        self.clock = clock
        authority = encrypted ? Authority(at: clock.now, using: &generator) : nil
        let listening = try authority.map {
            try Self.encrypted($0, at: clock.now, using: &generator)
        }
        let logger = Logger(label: "hub") { _ in CollectingHandler(lines: lines) }
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let server = HubServer(
            hub, at: try listening ?? .plain(LoopbackAddress(host: "localhost", port: 0)),
            limits: limits, Self.serverSurroundings(clock), logger: logger,
            onReady: { announce.yield($0) })
        let group = ServiceGroup(
            configuration: .init(
                services: [server],
                logger: Logger(label: "group") { _ in
                    SwiftLogNoOpLogHandler()
                }))
        self.group = group
        running = Task { try await group.run() }
        var iterator = ports.makeAsyncIterator()
        port = await iterator.next()!
    }

    private static func encrypted(
        _ authority: Authority, at now: Int64, using generator: inout some RandomNumberGenerator
    ) throws -> Listening {
        let key = SigningKey(using: &generator)
        let certificate = authority.server(
            key, hosts: [try Host("127.0.0.1")], at: now, using: &generator)
        return .encrypted(
            try ListenAddress(host: "127.0.0.1", port: 0),
            try HubCredentials(
                authority: authority, serverKey: key, serverCertificate: certificate))
    }

    func askToStop() async { await group.triggerGracefulShutdown() }

    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
        try FileManager.default.removeItem(
            at: URL(fileURLWithPath: path).deletingLastPathComponent())
    }

    // MARK: Requests

    var http: RawHTTP { RawHTTP(port: port) }

    var headers: [String: String] {
        ["Content-Type": "application/cbor", "Authorization": "Bearer \(secret)"]
    }

    func post(
        _ body: [UInt8], headers extra: [String: String] = [:]
    ) async throws -> RawHTTP.Reply {
        try await http.send(headers: headers.merging(extra) { $1 }, body: body)
    }

    func request(
        records: [ExchangeRequest.Whole] = [], erasures: [RecordID] = []
    ) -> ExchangeRequest {
        ExchangeRequest(
            charterDigest: hub.charter.digest(Self.sha256), head: .zero, cursor: 0,
            checkpoints: [.zero], wholes: records, erasures: erasures)
    }

    /// One contract with a status.
    static func offer(
        status: StaticString = "draft", type: StaticString = "contract",
        field: StaticString = "status"
    ) -> ExchangeRequest.Whole {
        var generator = SystemRandomNumberGenerator()
        var state = RecordState(type: Code(literal: type))
        state.write(
            .code(Code(literal: status)), to: FieldName(Code(literal: field)),
            dot: Dot(actor: ActorID(using: &generator), n: 1), shown: FieldState())
        let packed = PackedRecord(state)
        return .init(id: RecordID(using: &generator), state: packed)
    }

    // MARK: Looking from outside

    /// Every row of the tables that an exchange may write.
    func dump() throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            try ["office", "tag", "record", "feed", "summary_contract", "act"].flatMap {
                table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
            }
        }
    }
}

private struct CollectingHandler: LogHandler {
    let lines: ServerFixture.LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add("\(event.level) \(event.message) \(event.metadata ?? [:])")
    }
}
