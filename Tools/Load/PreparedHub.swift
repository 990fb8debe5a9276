import Charter
import Console
import Foundation
import HubServer
import HubStore
import Simulation
import SyncCore

/// A hub's folder with enrolled offices and their records, and the offices that hold the same.
struct PreparedHub {
    /// Of an office's records, how many a second office holds too.
    static let shared = 5
    /// Records whose status collides already: work for the admin.
    static let conflicts = 500

    let folder: URL
    let charter = Charter.insertion()
    private(set) var offices: [SimulatedOffice] = []

    var store: String { folder.appending(path: "hub.sqlite").path }

    static let surroundings = Hub.Surroundings(
        sha256: Console.sha256, random: random, today: { "2006-10-05" })
    static let random: RandomWords = { UInt64.random(in: 0...UInt64.max) }

    /// Opens the hub beside the server, as an admin's command does.
    func open() throws -> Hub {
        try Hub(SQLiteHub(at: store, random: Self.random), Self.surroundings)
    }

    /// Makes the store, written directly: O(records).
    init(in folder: URL, offices count: Int, records: Int, seed: UInt64) throws {
        self.folder = folder
        var generator = SeededGenerator(seed: seed)
        let digest = charter.digest(Console.sha256)
        let storage = try SQLiteHub.create(at: store, random: Self.random)
        let hub = try Hub.create(in: storage, charter: charter, by: "load", Self.surroundings)
        offices = try storage.write { writer in
            try (1...count).map { number in
                let secret = BearerSecret(using: &generator)
                let enrolled = try writer.enrol(
                    "Office \(number)", secretDigest: Console.sha256(secret.bytes),
                    on: "2006-01-01")
                return SimulatedOffice(
                    number: enrolled, secret: secret.description, charterDigest: digest,
                    seed: seed &+ UInt64(number))
            }
        }
        var parts = try makeParts(records: records, using: &generator)
        for start in stride(from: 0, to: count, by: 50) {
            try storage.write { writer in
                for index in start..<min(start + 50, count) {
                    let part = parts[index]
                    try writer.put(
                        part.own, listing: [offices[index].number: part.own.map(\.id)])
                }
            }
        }
        share(&parts)
        try storage.write { writer in
            for (office, part) in zip(offices, parts) {
                try writer.put([], listing: [office.number: part.others.map(\.id)])
            }
        }
        try storage.read { reader in
            for index in offices.indices {
                let all = parts[index].own + parts[index].others
                offices[index].start(
                    with: Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.state) }),
                    at: try reader.head(of: offices[index].number))
            }
        }
        try hub.close()
    }

    private struct Part {
        var own: [(id: RecordID, state: PackedRecord)] = []
        var others: [(id: RecordID, state: PackedRecord)] = []
    }

    private func makeParts(
        records: Int, using generator: inout SeededGenerator
    ) throws -> [Part] {
        let contracts = try Contracts(charter)
        let every = max(1, offices.count * records / Self.conflicts)
        var made = 0
        return offices.map { _ in
            var (part, n) = (Part(), UInt64(0))
            let actor = ActorID(using: &generator)
            for _ in 0..<records {
                var state = contracts.make(by: actor, &n, using: &generator)
                made += 1
                if made.isMultiple(of: every) { state = Self.collided(state, using: &generator) }
                part.own.append((RecordID(using: &generator), PackedRecord(state)))
            }
            return part
        }
    }

    /// The record after two that didn't know of each other wrote its status.
    private static func collided(
        _ state: RecordState, using generator: inout SeededGenerator
    ) -> RecordState {
        ["refused", "adjourned"].map { word in
            var copy = state
            copy.write(
                .code(Code(word)!), to: Contracts.status,
                dot: Dot(actor: ActorID(using: &generator), n: 1), shown: state[Contracts.status])
            return copy
        }.reduce(state) { $0.joined(with: $1) }
    }

    /// Each office holds some records of the next one too.
    private func share(_ parts: inout [Part]) {
        guard parts.count > 1 else { return }
        for index in parts.indices {
            parts[index].others = Array(
                parts[(index + 1) % parts.count].own.prefix(Self.shared))
        }
    }
}
