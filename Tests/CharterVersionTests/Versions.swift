import Charter
import Foundation
import HubStore
import Simulation
import StoreFile
import SummaryStore
import SyncCore
import Synchronization

/// A hub and offices on disk, in a folder of their own, that exchange bytes.
final class Versions {
    static let contract = Code(literal: "contract")
    private(set) var hub: Hub
    private var store: SQLiteHub
    private let folder: URL
    private let words: Words
    private var offices: [String: OfficeNumber] = [:]
    private var generator: SeededGenerator

    private final class Words: Sendable {
        private let generator = Mutex(SeededGenerator(seed: 7))
        func next() -> UInt64 { generator.withLock { $0.next() } }
    }

    init(_ charter: Charter) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "versions-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let words = Words()
        self.words = words
        generator = SeededGenerator(seed: 11)
        store = try SQLiteHub.create(
            at: folder.appending(path: "hub.sqlite").path, random: { words.next() })
        hub = try Hub.create(
            in: store, charter: charter, by: "admin", Self.surroundings(words))
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func surroundings(_ words: Words) -> Hub.Surroundings {
        Hub.Surroundings(
            sha256: simulatedHash, random: { words.next() }, today: { "2026-09-30" })
    }

    var storage: SQLiteHub { store }

    // MARK: Files

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Makes an office under a charter, and enrols it.
    func office(_ name: String, under charter: Charter) throws -> SummaryStore {
        try SummaryStore.create(at: path(name), charter: charter)
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        offices[name] = try hub.enrol(name, secretDigest: simulatedHash(secret), by: "admin")
        return try open(name)
    }

    func open(_ name: String) throws -> SummaryStore {
        try SummaryStore(path: path(name), sha256: simulatedHash)
    }

    /// The bytes of a file that nobody has open.
    func backup(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: name))
    }

    func restore(_ name: String, to backup: Data) throws {
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path(name) + end)
        }
        try backup.write(to: folder.appending(path: name))
    }

    func backupHub() throws -> Data {
        try store.close()
        defer { try? openHub() }
        return try backup("hub.sqlite")
    }

    func restoreHub(to backup: Data) throws {
        try store.close()
        try restore("hub.sqlite", to: backup)
        try openHub()
    }

    func openHub() throws {
        let words = words
        store = try SQLiteHub(at: path("hub.sqlite"), random: { words.next() })
        hub = try Hub(store, Self.surroundings(words))
    }

    // MARK: Work

    @discardableResult
    func write(
        _ values: [Code: CaseValue], in office: SummaryStore, to id: RecordID? = nil
    ) throws -> RecordID {
        let id = id ?? office.newID()
        let cleared = try office.charter.clear(CaseRecord(type: Self.contract, values: values))
        _ = try office.write(cleared, to: id)
        return id
    }

    /// Syncs to the end, bytes to bytes. Returns the answers.
    @discardableResult
    func sync(_ office: SummaryStore, as name: String) throws -> [ExchangeAnswer] {
        var exchange = OfficeExchange(
            charterDigest: office.charter.digest(simulatedHash), sha256: simulatedHash)
        var answers: [ExchangeAnswer] = []
        for round in 1...100 {
            let request = exchange.request(from: try office.outbox(sendingAt: Int64(round)))
            let bytes = try hub.exchange(
                ExchangeRequest(decoding: request.encoded()), from: offices[name]!
            ).encoded()
            let answer = try ExchangeAnswer(decoding: bytes)
            answers.append(answer)
            let reaction = try office.receive(answer, by: &exchange)
            if reaction.next == .complete, try office.outbox().isEmpty { return answers }
        }
        fatalError("the sync goes in circles")
    }

    func number(_ name: String) -> OfficeNumber { offices[name]! }

    /// Two accounts accept.
    func accept(_ version: Int, in office: SummaryStore) throws {
        _ = try office.accept(version: version, by: "a-1", at: 1)
        _ = try office.accept(version: version, by: "b-2", at: 2)
        try office.putInForce()
    }

    // MARK: Looks

    /// Every record at the hub.
    func held() throws -> [RecordID: PackedRecord] {
        var held: [RecordID: PackedRecord] = [:]
        try store.read { try $0.records(of: nil) { held[$0] = $1 } }
        return held
    }

    /// What the hub holds that its charter doesn't let it.
    func outsideCharter() throws -> [SchemaFinding] {
        var checker = hub.charter.summarySchema.checker()
        return try held().values.flatMap { checker.check($0) }
    }

    /// Whether an office holds what the hub has for it, as far as the office's charter goes.
    func converged(_ office: SummaryStore, _ name: String) throws -> Bool {
        var projection = SchemaProjection(onto: office.charter.summarySchema)
        var digest = PartDigest(sha256: simulatedHash)
        try store.read { reader in
            try reader.records(of: offices[name]!) { id, state in
                if let left = projection.project(state) { digest.add(id, packed: left.bytes) }
            }
        }
        return try digest.bytes == office.partDigest() && office.checkInvariants()
    }
}

extension SummaryStore {
    /// The live values of a register.
    func values(_ register: String, of id: RecordID) throws -> [Value] {
        try record(id)?[FieldName(text: register)!].versions.map(\.value) ?? []
    }
}
