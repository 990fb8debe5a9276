internal import GRDB
internal import StoreFile
internal import SyncCore

/// Carries out what one answer leads to, within its transaction.
///
/// Records come by the thousand, mostly in the order of their keys: what was settled is found by going
/// along `unsent`, and stamps are written a run at a time.
struct Reception {
    private let store: SummaryStore
    private let db: Database
    private let stamps: Stamps
    private let rows: RowWriter
    /// Of the records that are here, of those looked for.
    private var keys: [RecordID: Int64] = [:]
    /// Stamps that are not yet written.
    private var run: (keys: ClosedRange<Int64>, stamp: Int64)?

    init(of store: SummaryStore, _ db: Database) {
        self.store = store
        self.db = db
        stamps = Stamps(in: db)
        rows = RowWriter(of: store, db)
    }

    /// What is here under these identifiers.
    mutating func find(_ ids: [RecordID]) throws -> [RecordID: OfficeRow] {
        var (found, reader): ([RecordID: OfficeRow], RecordReader) = ([:], RecordReader())
        let hasErased = try store.hasErased(db)
        let query = try RawStatement(
            db,
            """
            SELECT key, state FROM summary
            WHERE key = (SELECT key FROM identifier WHERE id = ?)
            """)
        defer { query.reset() }
        for id in ids {
            query.bind(id.bytes, at: 1)
            if try query.step() {
                keys[id] = query.int64(0)
                found[id] = .held(try store.packed(query.bytes(1), &reader))
                query.reset()
            } else if try hasErased && store.isErased(id, db) {
                found[id] = .erased
            }
        }
        return found
    }

    mutating func carryOut(_ directives: [OfficeDirective]) throws {
        try settle(directives)
        for directive in directives {
            guard case .store(let id, let state, let stamp, let dirty) = directive
            else {
                try writeRun()
                try store.carryOut(directive, db)
                continue
            }
            let key = try put(state, at: id, DirtyFields(dirty))
            try note(stamp.map { Int64($0) }, of: key)
        }
        try writeRun()
    }

    private func put(
        _ state: PackedRecord, at id: RecordID, _ dirty: DirtyFields
    ) throws -> Int64 {
        guard let key = keys[id] else {
            return try rows.insert(state, at: id, dirty: dirty)
        }
        try rows.replace(key, by: state, dirty: dirty)
        return key
    }

    private mutating func note(_ stamp: Int64?, of key: Int64) throws {
        guard let stamp else {
            try writeRun()
            return try stamps.set(nil, of: key...key)
        }
        if let run, run.stamp == stamp, run.keys.upperBound + 1 == key {
            self.run = (run.keys.lowerBound...key, stamp)
        } else {
            try writeRun()
            run = (key...key, stamp)
        }
    }

    private mutating func writeRun() throws {
        guard let (keys, stamp) = run else { return }
        run = nil
        try stamps.set(stamp, of: keys)
    }

    // MARK: Settling

    /// Clears the marks of the records that are still as they were sent.
    private mutating func settle(_ directives: [OfficeDirective]) throws {
        var expected: [RecordID: StateDigest] = [:]
        var stamp: UInt64 = 0
        for case .settle(let id, let digest, let number) in directives {
            precondition(expected.isEmpty || number == stamp, "an answer settles at its head")
            expected[id] = digest
            stamp = number
        }
        guard !expected.isEmpty else { return }
        let settled = try alongUnsent(&expected)
        for keys in settled.unsent { try store.unmark(keys, db) }
        for keys in settled.keys { try stamps.set(Int64(stamp), of: keys) }
        let row = try RawStatement(
            db,
            """
            SELECT key, digest FROM summary
            WHERE key = (SELECT key FROM identifier WHERE id = ?)
            """)
        for (id, digest) in expected {
            row.bind(id.bytes, at: 1)
            defer { row.reset() }
            guard try row.step(), row.int64(1) == Int64(bitPattern: digest.bits) else { continue }
            let key = row.int64(0)
            try store.unmark(key...key, db)
            try stamps.set(Int64(stamp), of: key...key)
        }
    }

    private struct Settled {
        /// Ranges between which lies nothing else that is unsent.
        var unsent: [ClosedRange<Int64>] = []
        /// Ranges of keys of which each is settled.
        var keys: [ClosedRange<Int64>] = []
    }

    /// Takes those out of `expected` that it comes upon among what is unsent.
    private func alongUnsent(_ expected: inout [RecordID: StateDigest]) throws -> Settled {
        let rows = try RawStatement(
            db,
            """
            SELECT summary.key, id, digest FROM unsent CROSS JOIN summary USING (key)
            ORDER BY unsent.key LIMIT ?
            """)
        // More than this are in the way only when many are set aside.
        rows.bind(Int64(2 * expected.count + 1000), at: 1)
        defer { rows.reset() }
        var (settled, follows) = (Settled(), false)
        while !expected.isEmpty, try rows.step() {
            let key = rows.int64(0)
            guard let digest = expected.removeValue(forKey: try store.id(rows, 1)),
                digest.bits == UInt64(bitPattern: rows.int64(2))
            else {
                follows = false
                continue
            }
            settled.unsent.extend(by: key, if: follows)
            settled.keys.extend(by: key, if: settled.keys.last?.upperBound == key - 1)
            follows = true
        }
        return settled
    }
}

extension [ClosedRange<Int64>] {
    /// Takes a key into the last range, or begins another.
    fileprivate mutating func extend(by key: Int64, if follows: Bool) {
        if follows {
            self[count - 1] = self[count - 1].lowerBound...key
        } else {
            append(key...key)
        }
    }
}
