internal import Charter
internal import GRDB
internal import StoreFile
package import SyncCore

/// What people ask of the store: how it stands, what waits for them, what has left.
extension SummaryStore {
    /// Counts, none of which takes longer as the store grows.
    package struct Status: Hashable, Sendable {
        /// Records with something that the hub is not known to hold.
        package let waiting: Int
        package let erasuresWaiting: Int
        package let quarantined: Int
        /// Records in which a person must decide something.
        package let inConflict: Int
        /// The last complete sync, in seconds since 1970; for people, never for the merge.
        package let lastSync: Int64?
    }

    /// How many records the office shares. O(records), and so no part of `status`, for which every
    /// sync asks.
    package func recordCount() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM summary") ?? 0 }
    }

    /// O(records and erasures that wait, records in quarantine or in conflict).
    package func status() throws -> Status {
        try read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            let lastSync = try String.fetchOne(
                db, sql: "SELECT value FROM setting WHERE name = ?",
                arguments: [SettingName.lastSync.rawValue])
            return Status(
                waiting: try count(
                    """
                    SELECT (SELECT count(*) FROM unsent) - (SELECT count(*)
                        FROM summary INDEXED BY summary_quarantined CROSS JOIN unsent USING (key)
                        WHERE quarantined = 1)
                    """),
                erasuresWaiting: try count(
                    "SELECT count(*) FROM erased WHERE stamp IS NULL AND is_mark = 0"),
                quarantined: try count("SELECT count(*) FROM summary WHERE quarantined = 1"),
                inConflict: try count("SELECT count(*) FROM summary WHERE conflicts > 0"),
                lastSync: lastSync.flatMap { Int64($0) })
        }
    }

    /// The first conflicts in the order in which their records came here. O(limit).
    package func conflicts(limit: Int = 50) throws -> [Conflict] {
        try read { db in
            let query = try RawStatement(
                db, "SELECT id, state FROM summary WHERE conflicts > 0 ORDER BY key LIMIT ?")
            query.bind(Int64(limit), at: 1)
            var (conflicts, reader): ([Conflict], RecordReader) = ([], RecordReader())
            while try query.step() {
                let id = try self.id(query.bytes(0))
                let state = try self.packed(query.bytes(1), &reader).unpacked()
                conflicts += self.schema.conflicts(in: state, of: id)
            }
            return conflicts
        }
    }

    /// A field that keeps its record from being sent.
    package struct QuarantinedField: Hashable, Sendable {
        package let record: RecordID
        package let type: Code
        /// Empty when it is the whole record.
        package let field: String
        package let rule: String
    }

    package func quarantined(limit: Int = 50) throws -> [QuarantinedField] {
        try read { db in
            let query = try RawStatement(
                db,
                """
                SELECT id, type, field, rule FROM quarantine JOIN summary ON key = record
                ORDER BY record, field LIMIT ?
                """)
            query.bind(Int64(limit), at: 1)
            var found: [QuarantinedField] = []
            while try query.step() {
                guard let type = Code(query.text(1)) else { continue }
                found.append(
                    QuarantinedField(
                        record: try self.id(query.bytes(0)), type: type, field: query.text(2),
                        rule: query.text(3)))
            }
            return found
        }
    }

    /// One digest over all records, to compare with what the hub holds for this office. O(records).
    package func partDigest() throws -> [UInt8] {
        try read { db in
            var digest = PartDigest(sha256: self.sha256)
            let query = try RawStatement(
                db,
                """
                SELECT latest_identifier.id, state, type, key
                    FROM latest_identifier CROSS JOIN summary USING (key)
                UNION ALL SELECT settled_identifier.id, state, type, key
                    FROM settled_identifier CROSS JOIN summary USING (key)
                ORDER BY 1
                """)
            defer { query.reset() }
            let types = Set(self.schema.types.map(\.name.text))
            let takenAway = try self.takenAway(db)
            while try query.step() {
                // Nothing may leave of the others any more, and the hub has forgotten them.
                guard types.contains(query.text(2)), !takenAway.contains(query.int64(3)) else {
                    continue
                }
                digest.add(try self.id(query.bytes(0)), packed: query.bytes(1))
            }
            return digest.bytes
        }
    }

    /// The keys of records that a charter took away whole. The hub forgot them, and doesn't know them
    /// again when a later charter has their type back, until somebody writes them.
    private func takenAway(_ db: Database) throws -> Set<Int64> {
        let query = try RawStatement(
            db,
            """
            SELECT summary.key FROM stamp
            CROSS JOIN summary ON summary.key BETWEEN first_key AND last_key
            WHERE stamp.stamp = 0 AND summary.key NOT IN (SELECT key FROM unsent)
            """)
        defer { query.reset() }
        var keys: Set<Int64> = []
        while try query.step() { keys.insert(query.int64(0)) }
        return keys
    }

    /// What is wrong with the file and its indexes; empty when nothing. O(size).
    package func faults() throws -> [String] {
        try read { db in
            let faults = try StoreFile.faults(of: db, path: path)
            // In a damaged file nothing more can be asked.
            return faults.isEmpty ? try IdentifierIndex.faults(of: "summary", in: db) : faults
        }
    }

    /// Whether each row's digest, type and count of conflicts are what its state says, and what isn't
    /// waiting has a stamp. For tests and `secteur verify`. O(records).
    package func checkInvariants() throws -> Bool {
        try read { db in
            let query = try RawStatement(
                db,
                """
                SELECT state, digest, type, conflicts, unsent.key IS NULL, summary.key
                FROM summary LEFT JOIN unsent USING (key)
                """)
            var reader = RecordReader()
            let stamps = Stamps(in: db)
            defer { query.reset() }
            while try query.step() {
                let state = try self.packed(query.bytes(0), &reader)
                let digest = StateDigest(of: state, by: self.sha256)
                let isClean = query.int64(4) == 1
                guard digest.bits == UInt64(bitPattern: query.int64(1)),
                    state.type.text == query.text(2),
                    self.schema.conflicts(in: state) == query.int64(3),
                    try !isClean || stamps.stamp(of: query.int64(5)) != nil
                else { return false }
            }
            return try self.marksAreOfRecords(db)
        }
    }

    /// Whether nothing waits that isn't there, and runs of stamps don't overlap.
    private func marksAreOfRecords(_ db: Database) throws -> Bool {
        let query = try RawStatement(
            db,
            """
            SELECT EXISTS (SELECT 1 FROM unsent WHERE key NOT IN (SELECT key FROM summary))
            OR EXISTS (SELECT 1 FROM (SELECT last_key,
                lead(first_key) OVER (ORDER BY first_key) AS next_key FROM stamp)
                WHERE last_key >= next_key)
            """)
        defer { query.reset() }
        return try query.step() && query.int64(0) == 0
    }
}
