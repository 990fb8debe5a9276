internal import Charter
internal import GRDB
internal import StoreFile
internal import SyncCore

/// Writes rows of `summary` in one transaction, with the digest and the count of conflicts that belong
/// to each state: the one place where they are set.
final class RowWriter {
    let db: Database
    private let store: SummaryStore
    private let schema: SummarySchema
    // Prepared once, for those who write by the thousand.
    private lazy var insertion = Result {
        try RawStatement(
            db,
            """
            INSERT INTO summary (key, id, type, digest, conflicts, state)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
    }
    private lazy var update = Result {
        try RawStatement(
            db, "UPDATE summary SET digest = ?, conflicts = ?, state = ? WHERE key = ?")
    }
    private lazy var marking = Result {
        try RawStatement(
            db, "INSERT INTO unsent VALUES (?1, ?2) ON CONFLICT DO UPDATE SET dirty = ?2")
    }
    private lazy var identifiers = Result { try IdentifierIndex(in: db) }
    private var lastKey: Int64?

    /// - Parameter schema: by which conflicts are counted, when it isn't that of the store.
    init(of store: SummaryStore, under schema: SummarySchema? = nil, _ db: Database) {
        self.store = store
        self.schema = schema ?? store.schema
        self.db = db
    }

    /// Stores a record that isn't here, and returns its key.
    func insert(
        _ state: PackedRecord, at id: RecordID, dirty: DirtyFields
    ) throws -> Int64 {
        let key = try (lastKey ?? greatestKey()) + 1
        lastKey = key
        let bytes = state.bytes
        let insertion = try insertion.get()
        insertion.bind(key, at: 1)
        withUnsafeBytes(of: id.bits.bigEndian) { insertion.bind($0, at: 2) }
        insertion.bind(state.type.text, at: 3)
        insertion.bind(digest(of: bytes), at: 4)
        insertion.bind(Int64(schema.conflicts(in: state)), at: 5)
        insertion.bind(bytes, at: 6)
        try insertion.run()
        try identifiers.get().add(id, at: key)
        if dirty != .none { try mark(key, dirty) }
        return key
    }

    /// The greatest key of a record that is here, or that the journal tells of.
    private func greatestKey() throws -> Int64 {
        let query = try RawStatement(
            db,
            """
            SELECT max(coalesce((SELECT max(key) FROM summary), 0),
                coalesce((SELECT max(record) FROM disclosure), 0),
                coalesce((SELECT max(last_record) FROM disclosure INDEXED BY disclosure_run
                    WHERE last_record IS NOT NULL), 0))
            """)
        defer { query.reset() }
        return try query.step() ? query.int64(0) : 0
    }

    /// Stores the new state of a record that is here. Its stamp stays: that of the last state that
    /// the hub was known to hold.
    func replace(
        _ key: Int64, by state: PackedRecord, dirty: DirtyFields
    ) throws {
        let bytes = state.bytes
        let update = try update.get()
        update.bind(digest(of: bytes), at: 1)
        update.bind(Int64(schema.conflicts(in: state)), at: 2)
        update.bind(bytes, at: 3)
        update.bind(key, at: 4)
        try update.run()
        try mark(key, dirty)
    }

    private func digest(of bytes: [UInt8]) -> Int64 {
        Int64(bitPattern: StateDigest(ofBytes: bytes, by: store.sha256).bits)
    }

    private func mark(_ key: Int64, _ dirty: DirtyFields) throws {
        guard let names = dirty.stored else { return try store.unmark(key...key, db) }
        let marking = try marking.get()
        marking.bind(key, at: 1)
        marking.bind(names, at: 2)
        try marking.run()
    }
}
