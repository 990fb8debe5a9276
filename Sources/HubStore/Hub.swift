package import Charter
package import SyncCore
import Synchronization

/// A hub: its store, under its charter.
///
/// Every program that has the store open makes one. Reads and writes of several go side by side;
/// each is one transaction of the store.
package final class Hub: Sendable {
    /// What a hub takes from its surroundings.
    package struct Surroundings: Sendable {
        let sha256: SHA256Function
        let random: RandomWords
        let today: @Sendable () -> String

        /// - Parameters:
        ///   - sha256: all 32 bytes of SHA-256.
        ///   - random: the system's generator, except in tests.
        ///   - today: such as `2026-09-30`, in UTC.
        package init(
            sha256: @escaping SHA256Function, random: @escaping RandomWords,
            today: @escaping @Sendable () -> String
        ) {
            self.sha256 = sha256
            self.random = random
            self.today = today
        }
    }

    let storage: any HubStorage
    let surroundings: Surroundings
    private let state: Mutex<State>

    private struct State {
        var rules: HubRules
        /// Minted with the first write of this opening; never that of another.
        var actor: ActorID?
        var writes: UInt64 = 0
        /// The day of each office's last exchange, as this opening wrote it down.
        var noted: [OfficeNumber: String] = [:]
    }

    /// Opens the hub in a store that has a charter.
    package init(_ storage: any HubStorage, _ surroundings: Surroundings) throws {
        self.storage = storage
        self.surroundings = surroundings
        let rules = try Self.readRules(of: storage, surroundings)
        state = Mutex(State(rules: rules))
        storage.lay(outBy: rules.schema)
    }

    /// Gives a new store its first charter.
    package static func create(
        in storage: any HubStorage, charter: Charter, by admin: String, _ surroundings: Surroundings
    ) throws -> Hub {
        try storage.write { writer in
            let today = surroundings.today()
            try writer.adopt(charter.source, schema: charter.summarySchema, on: today)
            try writer.note(Act(.charter, by: admin, on: today, about: "\(charter.version)"))
        }
        return try Hub(storage, surroundings)
    }

    /// The charter that the hub works under.
    package var charter: Charter { rules.charter }

    /// The charter that the store has now, which another program may have changed.
    package func currentCharter() throws -> Charter {
        try reading { rules, _ in rules.charter }
    }

    /// What this opening of the store committed. O(1).
    package var commitCounts: CommitCounts { storage.commitCounts }

    /// Closes the store; nothing can be asked of the hub any more.
    package func close() throws { try storage.close() }

    // MARK: Inside

    var rules: HubRules { state.withLock { $0.rules } }

    /// The name of this opening's next write, which is to a register that has this state.
    func nextDot(after field: FieldState) -> Dot {
        state.withLock { state in
            var generator = Generator(words: surroundings.random)
            var dot = Dot(
                actor: state.actor ?? ActorID(using: &generator), n: state.writes + 1)
            if field.knows(dot) { dot = Dot(actor: ActorID(using: &generator), n: 1) }
            state.actor = dot.actor
            state.writes = dot.n
            return dot
        }
    }

    /// Whether this opening knows that the office's exchange of that day is in the store.
    func hasNoted(exchangeOf office: OfficeNumber, on day: String) -> Bool {
        state.withLock { $0.noted[office] == day }
    }

    /// Remembers that it is, once that is durable.
    func remember(exchangeOf office: OfficeNumber, on day: String) {
        state.withLock { $0.noted[office] = day }
    }

    /// Runs a transaction that reads, under the charter that the store has then.
    func reading<Result>(
        _ body: (HubRules, any HubReader) throws -> Result
    ) throws -> Result {
        try underCurrentRules { rules in
            try storage.read { reader in
                try Self.check(rules, in: reader)
                return try body(rules, reader)
            }
        }
    }

    /// Runs a transaction that writes, under the charter that the store has then.
    func writing<Result>(
        _ body: (HubRules, any HubWriter) throws -> Result
    ) throws -> Result {
        try underCurrentRules { rules in
            try storage.write { writer in
                try Self.check(rules, in: writer)
                return try body(rules, writer)
            }
        }
    }

    /// Another program may have changed the charter: then reads it and tries once more.
    func underCurrentRules<Result>(_ body: (HubRules) throws -> Result) throws -> Result {
        do {
            return try body(rules)
        } catch HubRefusal.charterMoved {
            try reload()
            return try body(rules)
        }
    }

    static func check(_ rules: HubRules, in reader: any HubReader) throws {
        guard try reader.charterNumber() == rules.number else { throw HubRefusal.charterMoved }
    }

    func reload() throws {
        let rules = try Self.readRules(of: storage, surroundings)
        // In this order: who works under the new rules also lays rows out by them.
        storage.lay(outBy: rules.schema)
        state.withLock { $0.rules = rules }
    }

    private static func readRules(
        of storage: any HubStorage, _ surroundings: Surroundings
    ) throws -> HubRules {
        try HubRules(
            try storage.read { try $0.charters() }, sha256: surroundings.sha256)
    }

    private struct Generator: RandomNumberGenerator {
        let words: RandomWords
        mutating func next() -> UInt64 { words() }
    }
}
