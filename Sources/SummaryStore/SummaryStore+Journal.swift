internal import GRDB
internal import StoreFile
package import SyncCore

/// The journal of all that ever left: each value once, when it was first on its way.
extension SummaryStore {
    /// One line of the journal.
    package struct Disclosure: Hashable, Sendable {
        package enum Content: Hashable, Sendable {
            case fields(RecordState)
            /// The record was erased since, and with it what the journal said of it.
            case erasedSince
            /// The hub was asked to erase it.
            case erasure
        }

        /// Seconds since 1970.
        package let at: Int64
        package let record: RecordID?
        package let content: Content
    }

    /// Hands over the journal, oldest first: values, then erasures. O(lines), with memory for a few.
    package func disclosures(
        of record: RecordID? = nil, since seconds: Int64 = .min,
        _ body: (Disclosure) throws -> Void
    ) throws {
        try read { db in
            try self.disclosedValues(of: record, since: seconds, db, body)
            let erasures = try RawStatement(
                db,
                """
                SELECT sent_at, id FROM erased
                WHERE sent_at >= ?1 AND (?2 IS NULL OR id = ?2) ORDER BY sent_at, id
                """)
            erasures.bind(seconds, at: 1)
            erasures.bind(record?.bytes, at: 2)
            while try erasures.step() {
                let id = try self.id(erasures.bytes(1))
                try body(Disclosure(at: erasures.int64(0), record: id, content: .erasure))
            }
        }
    }

    private func disclosedValues(
        of record: RecordID?, since seconds: Int64, _ db: Database,
        _ body: (Disclosure) throws -> Void
    ) throws {
        var key: Int64?
        if let record {
            key = try self.key(of: record, db)
            if key == nil { return }
        }
        let lines = try RawStatement(
            db,
            """
            SELECT at, record, last_record, fields FROM disclosure
            WHERE at >= ?1 AND (?2 IS NULL OR record = ?2
                OR last_record IS NOT NULL AND ?2 BETWEEN record AND last_record)
            ORDER BY number
            """)
        lines.bind(seconds, at: 1)
        lines.bind(key, at: 2)
        let name = try RawStatement(db, "SELECT id FROM summary WHERE key = ?")
        var reader = RecordReader()
        while try lines.step() {
            for (lineKey, fields) in try entries(of: lines) where key == nil || lineKey == key {
                name.bind(lineKey, at: 1)
                let id = try name.step() ? try self.id(name.bytes(0)) : nil
                name.reset()
                let content: Disclosure.Content =
                    fields.isEmpty
                    ? .erasedSince
                    : .fields(try packed(Array(fields), &reader).unpacked())
                try body(Disclosure(at: lines.int64(0), record: id, content: content))
            }
        }
    }

    /// The records of a row `at, record, last_record, fields`.
    private func entries(
        of row: RawStatement
    ) throws -> [(key: Int64, fields: ArraySlice<UInt8>)] {
        let (key, bytes) = (row.int64(1), row.bytes(3))
        return row.isNull(2) ? [(key, bytes[...])] : try entries(of: bytes, firstKey: key)
    }

    private func entries(
        of bytes: [UInt8], firstKey: Int64
    ) throws -> [(key: Int64, fields: ArraySlice<UInt8>)] {
        var entries = DisclosureRun.Entries(of: bytes, firstKey: firstKey)
        var all: [(key: Int64, fields: ArraySlice<UInt8>)] = []
        while let entry = entries.next() { all.append(entry) }
        guard !entries.isDamaged else { throw StoreError(.corrupt, path: path) }
        return all
    }

    // MARK: Writing

    /// Notes what is about to leave, in the order of the keys.
    ///
    /// Records of which nothing left before are noted many in a row. Of the others each is looked up:
    /// what is sent again, since no answer came, is not listed twice.
    func disclose(
        _ offered: [(key: Int64, fields: [UInt8])], at seconds: Int64, _ db: Database
    ) throws {
        var rest = offered[...]
        while let first = rest.first {
            var (run, end) = (DisclosureRun(firstKey: first.key), rest.startIndex)
            while end < rest.endIndex, run.takes(rest[end].key) {
                run.add(rest[end].fields, of: rest[end].key)
                end += 1
            }
            if try isNew(run.firstKey...run.lastKey, db) {
                try insert(run, at: seconds, db)
            } else {
                for (key, fields) in rest[..<end] { try disclose(fields, of: key, at: seconds, db) }
            }
            rest = rest[end...]
        }
    }

    /// Whether the journal has nothing of records with these keys.
    private func isNew(_ keys: ClosedRange<Int64>, _ db: Database) throws -> Bool {
        let single = try RawStatement(
            db, "SELECT 1 FROM disclosure WHERE record BETWEEN ? AND ? LIMIT 1")
        single.bind(keys.lowerBound, at: 1)
        single.bind(keys.upperBound, at: 2)
        defer { single.reset() }
        if try single.step() { return false }
        return try run(endingAtOrAfter: keys.lowerBound, db).map { $0.firstKey > keys.upperBound }
            ?? true
    }

    private struct StoredRun {
        let number: Int64
        let firstKey: Int64
        let bytes: [UInt8]
    }

    /// Runs never overlap, so that this is the one that may hold a record.
    private func run(endingAtOrAfter key: Int64, _ db: Database) throws -> StoredRun? {
        let query = try RawStatement(
            db,
            """
            SELECT number, record, fields FROM disclosure INDEXED BY disclosure_run
            WHERE last_record >= ? ORDER BY last_record LIMIT 1
            """)
        query.bind(key, at: 1)
        defer { query.reset() }
        guard try query.step() else { return nil }
        return StoredRun(
            number: query.int64(0), firstKey: query.int64(1), bytes: query.bytes(2))
    }

    private func insert(_ run: DisclosureRun, at seconds: Int64, _ db: Database) throws {
        let insertion = try RawStatement(
            db,
            "INSERT INTO disclosure (at, record, last_record, fields) VALUES (?, ?, ?, ?)")
        insertion.bind(seconds, at: 1)
        insertion.bind(run.firstKey, at: 2)
        insertion.bind(run.lastKey, at: 3)
        insertion.bind(run.bytes, at: 4)
        try insertion.run()
    }

    private func disclose(
        _ fields: [UInt8], of key: Int64, at seconds: Int64, _ db: Database
    ) throws {
        if let run = try run(endingAtOrAfter: key, db), run.firstKey <= key {
            let entries = DisclosureRun.Entries(of: run.bytes, firstKey: run.firstKey)
            if entries.first(where: { $0.key == key })?.fields.elementsEqual(fields) == true {
                return
            }
        }
        let insert = try RawStatement(
            db,
            """
            INSERT INTO disclosure (at, record, fields) SELECT ?1, ?2, ?3 WHERE NOT EXISTS
                (SELECT 1 FROM disclosure
                    WHERE record = ?2 AND last_record IS NULL AND fields = ?3)
            """)
        insert.bind(seconds, at: 1)
        insert.bind(key, at: 2)
        insert.bind(fields, at: 3)
        try insert.run()
    }

    /// Destroys what the journal says of a record's values; that something left stays known.
    func forgetDisclosed(_ key: Int64, _ db: Database) throws {
        let single = try RawStatement(
            db, "UPDATE disclosure SET fields = NULL WHERE record = ? AND last_record IS NULL")
        single.bind(key, at: 1)
        try single.run()
        guard let run = try run(endingAtOrAfter: key, db), run.firstKey <= key else { return }
        var left = DisclosureRun(firstKey: run.firstKey)
        for entry in try entries(of: run.bytes, firstKey: run.firstKey) {
            left.add(entry.key == key ? [] : entry.fields, of: entry.key)
        }
        let update = try RawStatement(db, "UPDATE disclosure SET fields = ? WHERE number = ?")
        update.bind(left.bytes, at: 1)
        update.bind(run.number, at: 2)
        try update.run()
    }
}
