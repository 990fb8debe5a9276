import Charter
import Foundation
import GRDB
import HubStore
import Simulation
import SyncCore
import Synchronization

/// A hub in a folder of its own, under the bundled charter, where all that is random comes from a
/// seed and it is always the same day.
final class HubFixture {
    static let day = "2026-09-30"
    static let contract = Code(literal: "contract")

    let folder: URL
    private(set) var hub: Hub
    private(set) var store: SQLiteHub
    var generator: SeededGenerator
    private let words: Words
    private let surroundings: Hub.Surroundings

    /// The hub's random words.
    private final class Words: Sendable {
        private let generator: Mutex<SeededGenerator>

        init(seed: UInt64) {
            generator = Mutex(SeededGenerator(seed: seed))
        }

        func next() -> UInt64 { generator.withLock { $0.next() } }
    }

    init(seed: UInt64 = 1, charter: Charter = .insertion()) throws {
        let words = Words(seed: seed &+ 0x4000)
        self.words = words
        generator = SeededGenerator(seed: seed)
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("hub-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        surroundings = Hub.Surroundings(
            sha256: simulatedHash, random: { words.next() }, today: { Self.day })
        store = try SQLiteHub.create(
            at: folder.appendingPathComponent("hub.sqlite").path, random: { words.next() })
        hub = try Hub.create(in: store, charter: charter, by: "admin", surroundings)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { store.path }

    /// Another program's view of the same hub.
    func another() throws -> Hub {
        let words = words
        return try Hub(SQLiteHub(at: path, random: { words.next() }), surroundings)
    }

    /// Opens the store as it now is on the disk.
    func reopen() throws {
        try store.close()
        let words = words
        store = try SQLiteHub(at: path, random: { words.next() })
        hub = try Hub(store, surroundings)
    }

    /// The whole file, as a backup of a stopped hub has it.
    func backup() throws -> Data {
        try reopen()
        try store.close()
        defer { try? reopen() }
        return try Data(contentsOf: URL(fileURLWithPath: path))
    }

    func restore(_ backup: Data) throws {
        try store.close()
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + end)
        }
        try backup.write(to: URL(fileURLWithPath: path))
        try reopen()
    }

    /// Enrols an office and gives it an empty store.
    func office(_ name: String) throws -> MemoryOffice {
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return MemoryOffice(
            number: try hub.enrol(name, secretDigest: simulatedHash(secret), by: "admin"))
    }

    func newID() -> RecordID { RecordID(using: &generator) }

    @discardableResult
    func write(
        _ office: inout MemoryOffice, _ id: RecordID, _ values: [(StaticString, Value)]
    ) -> RecordID {
        for (field, value) in values {
            _ = office.write(value, on: id, FieldName(text: "\(field)")!, using: &generator)
        }
        return id
    }

    // MARK: Exchanges

    /// One exchange, bytes to bytes. An answer that is lost changes nothing at the office.
    func exchange(
        _ office: inout MemoryOffice, _ machine: inout OfficeExchange, limit: Int,
        loses: (request: Bool, answer: Bool) = (false, false)
    ) throws -> OfficeReaction? {
        let request = machine.request(from: office.outbox(limit: limit)).encoded()
        if loses.request { return nil }
        let answer = try hub.exchange(
            ExchangeRequest(decoding: request), from: office.number
        ).encoded()
        if loses.answer { return nil }
        let received = try ExchangeAnswer(decoding: answer)
        let rows = office.find(machine.reads(for: received))
        let reaction = try machine.receive(received, rows: rows)
        office.carryOut(reaction.directives)
        return reaction
    }

    var charterDigest: [UInt8] { hub.charter.digest(simulatedHash) }

    /// Exchanges until the office is told that it has all.
    func sync(_ office: inout MemoryOffice, limit: Int = 500) throws {
        var machine = OfficeExchange(charterDigest: charterDigest, sha256: simulatedHash)
        for _ in 0..<1000 {
            let reaction = try exchange(&office, &machine, limit: limit)!
            if reaction.next == .complete && office.isOutboxEmpty { return }
        }
        throw Endless()
    }

    struct Endless: Error {}

    // MARK: Looking from outside

    /// Every row of every table, as SQLite's own literals, in the order of the primary keys.
    func dump() throws -> [String: [String]] {
        try outside { db in
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_schema
                    WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
                    """)
            var dump: [String: [String]] = [:]
            for table in tables {
                let columns = try db.columns(in: table).map { "quote(\"\($0.name)\")" }
                dump[table] = try String.fetchAll(
                    db,
                    sql: """
                        SELECT \(columns.joined(separator: " || ' ' || ")) FROM "\(table)"
                        ORDER BY 1
                        """)
            }
            return dump
        }
    }

    /// Runs SQL as an admin's own tool would.
    func outside<Result>(_ body: (Database) throws -> Result) throws -> Result {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read(body)
    }

    /// Changes the store behind the hub's back.
    func damage(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        try queue.write { try $0.execute(sql: sql) }
    }

    /// All states that an office holds.
    static func states(_ office: MemoryOffice) -> [RecordID: PackedRecord] {
        office.rows.mapValues(\.state)
    }

    /// What the hub holds of an office's part.
    func part(of office: OfficeNumber?) throws -> [RecordID: PackedRecord] {
        var part: [RecordID: PackedRecord] = [:]
        try store.read { reader in try reader.records(of: office) { part[$0] = $1 } }
        return part
    }

    /// What must be true of the channels after any history.
    func channelFaults() throws -> [String] {
        try outside { try FeedFaults.all(in: $0) }
    }
}

extension Value {
    static func code(_ text: StaticString) -> Value { .code(Code(literal: text)) }
}
