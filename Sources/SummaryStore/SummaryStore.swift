package import Charter
internal import GRDB
internal import StoreFile
package import SyncCore
private import Synchronization

/// The office's shareable store: the summaries that merge with the hub, and where the office stands.
///
/// It holds what may leave and nothing else: its only local write takes a `ClearedRecord`. Every
/// method throws `StoreError` for what SQLite can't do.
package final class SummaryStore: Sendable {
    package let path: String
    let pool: DatabasePool
    /// While it is open, nobody puts another office in this one's place; `nil` for who does.
    private let hold: FolderHold?
    let sha256: SHA256Function
    private let pen: Mutex<Pen>
    private let law: Mutex<OfficeLaw>

    /// Who writes through this opening of the store. Minted at the first write, never stored:
    /// a restored or copied file can't speak with an old voice.
    private struct Pen {
        var generator: any RandomNumberGenerator & Sendable
        var last: Dot?
    }

    /// Creates the file with its charter. Throws `StoreError` of kind `exists` when there is one.
    package static func create(
        at path: String, charter: Charter, settings: [SettingName: String] = [:]
    ) throws {
        let pool = try StoreFile.create(at: path, kind)
        try StoreFile.translating(path) {
            try pool.write { db in
                try db.execute(
                    sql: "INSERT INTO charter (source, accepted) VALUES (?, 1)",
                    arguments: [charter.source])
                for (name, value) in settings {
                    try db.execute(
                        sql: "INSERT INTO setting VALUES (?, ?)",
                        arguments: [name.rawValue, value])
                }
            }
            try StoreFile.close(pool)
        }
    }

    /// Opens a store that exists. `generator` mints the actor and new records' identifiers.
    ///
    /// Throws `StoreError` for a file that can't be used, of kind `busy` while the office is being
    /// replaced.
    ///
    /// - Parameter holdsFolder: false for whoever replaces the office, and has its folder alone.
    package init(
        path: String, sha256: @escaping SHA256Function,
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        holdsFolder: Bool = true
    ) throws {
        self.path = path
        hold = holdsFolder ? try StoreFile.holdFolder(of: path) : nil
        self.sha256 = sha256
        pen = Mutex(Pen(generator: generator))
        pool = try StoreFile.open(path, Self.kind)
        law = Mutex(
            try StoreFile.translating(path) { [pool] in
                try pool.read { try OfficeLaw(in: $0, path: path) }
            })
    }

    /// The bytes of the store as it is now.
    package func image() throws -> [UInt8] {
        try read { try StoreFile.image(of: $0, path: path) }
    }

    /// Makes one file of a store that nobody has open. Throws `StoreError`.
    package static func settle(_ path: String) throws {
        try StoreFile.settle(path, kind)
    }

    /// The charter that the office works under: what it accepted, less what versions after it no
    /// longer allow.
    package var charter: Charter { law.withLock { $0.inForce } }

    var schema: SummarySchema { charter.summarySchema }

    /// The charters as this transaction sees them: another program may have taken one up.
    func currentLaw(_ db: Database) throws -> OfficeLaw {
        let known = law.withLock { $0 }
        if try known.isCurrent(in: db) { return known }
        let current = try OfficeLaw(in: db, path: path)
        law.withLock { $0 = current }
        return current
    }

    /// Reads the charters again, after a transaction that changed them.
    func readLaw() throws { _ = try read { try self.currentLaw($0) } }

    /// Moves the file of a store that nobody has open. Throws `StoreError`.
    package static func move(_ path: String, to place: String) throws {
        try StoreFile.move(path, to: place, kind)
    }

    /// Releases the file; further calls throw.
    package func close() throws {
        defer { hold?.release() }
        try StoreFile.close(pool)
    }

    /// A new random identifier for a record.
    package func newID() -> RecordID {
        pen.withLock { RecordID(using: &$0.generator) }
    }

    /// The name of this opening's next write, which is to a register that has this state.
    func nextDot(after state: FieldState) -> Dot {
        pen.withLock { pen in
            let actor = pen.last?.actor ?? ActorID(using: &pen.generator)
            var dot = Dot(actor: actor, n: (pen.last?.n ?? 0) + 1)
            if state.knows(dot) { dot = Dot(actor: ActorID(using: &pen.generator), n: 1) }
            pen.last = dot
            return dot
        }
    }

    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try StoreFile.translating(path) { try pool.read(body) }
    }

    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try StoreFile.translating(path) { try pool.write(body) }
    }

    // MARK: Settings

    /// What an office remembers beside its records.
    package enum SettingName: String, Sendable, CaseIterable {
        case officeName = "office-name"
        case hubAddress = "hub-address"
        case lastSync = "last-sync"
        /// The day of the last purge.
        case lastRetention = "last-retention"
        /// The version of the charter in force when the journal of access was last told of one.
        case charterNoted = "charter-noted"
    }

    package func setting(_ name: SettingName) throws -> String? {
        try read {
            try String.fetchOne(
                $0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name.rawValue])
        }
    }

    package func set(_ name: SettingName, to value: String) throws {
        try write { try Self.set(name, to: value, $0) }
    }

    static func set(_ name: SettingName, to value: String, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
            arguments: [name.rawValue, value])
    }
}
