internal import GRDB
internal import StoreFile

/// At which number of the channel the hub was known to hold a state of each record, by key.
///
/// Records that follow one another and have the same number are one row of `stamp`: a whole batch is
/// settled by one. Keys without a row have no stamp. No two runs overlap.
struct Stamps {
    private let db: Database

    init(in db: Database) {
        self.db = db
    }

    /// `nil` for a record that the hub was never known to hold, or lost.
    func stamp(of key: Int64) throws -> Int64? {
        guard let run = try run(atOrBefore: key), run.keys.upperBound >= key else { return nil }
        return run.stamp
    }

    /// Gives the records with these keys a stamp, or takes it from them. O(runs that were there).
    func set(_ stamp: Int64?, of keys: ClosedRange<Int64>) throws {
        var joined = keys
        // Before it, the part of a run that begins earlier, and one that ends right here.
        if let run = try run(atOrBefore: keys.lowerBound - 1) {
            if run.keys.upperBound > keys.upperBound, run.stamp == stamp { return }
            if run.keys.upperBound > keys.upperBound {
                try insert(keys.upperBound + 1...run.keys.upperBound, run.stamp)
            }
            if run.stamp == stamp, run.keys.upperBound >= keys.lowerBound - 1 {
                joined = run.keys.lowerBound...joined.upperBound
            } else if run.keys.upperBound >= keys.lowerBound {
                try cut(run.keys.lowerBound, to: keys.lowerBound - 1)
            }
        }
        // The last that begins within it may go on after it.
        if let run = try run(atOrBefore: keys.upperBound), run.keys.lowerBound >= keys.lowerBound,
            run.keys.upperBound > keys.upperBound
        {
            try insert(keys.upperBound + 1...run.keys.upperBound, run.stamp)
        }
        try delete(within: keys)
        guard let stamp else { return }
        if joined.lowerBound < keys.lowerBound {
            try cut(joined.lowerBound, to: joined.upperBound)
        } else {
            try insert(joined, stamp)
        }
    }

    /// Takes every stamp after this one away, and has those records offered in all their fields; and
    /// so what waits without a stamp, which a hub that went back needn't hold any more.
    func goBack(to stamp: Int64) throws {
        for sql in [
            """
            INSERT INTO unsent (key, dirty) SELECT key, '*'
            FROM stamp CROSS JOIN summary ON key BETWEEN first_key AND last_key WHERE stamp > ?
            ON CONFLICT DO UPDATE SET dirty = '*'
            """,
            "DELETE FROM stamp WHERE stamp > ?",
        ] {
            let statement = try RawStatement(db, sql)
            statement.bind(stamp, at: 1)
            try statement.run()
        }
        try RawStatement(
            db,
            """
            UPDATE unsent SET dirty = '*' WHERE key > ifnull(
                (SELECT last_key FROM stamp WHERE first_key <= key
                 ORDER BY first_key DESC LIMIT 1), -1)
            """
        ).run()
    }

    private struct Run {
        let keys: ClosedRange<Int64>
        let stamp: Int64
    }

    private func run(atOrBefore key: Int64) throws -> Run? {
        let query = try RawStatement(
            db,
            """
            SELECT first_key, last_key, stamp FROM stamp
            WHERE first_key <= ? ORDER BY first_key DESC LIMIT 1
            """)
        query.bind(key, at: 1)
        defer { query.reset() }
        guard try query.step() else { return nil }
        let (first, last) = (query.int64(0), query.int64(1))
        guard first <= last else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        return Run(keys: first...last, stamp: query.int64(2))
    }

    private func insert(_ keys: ClosedRange<Int64>, _ stamp: Int64) throws {
        let insertion = try RawStatement(
            db, "INSERT OR REPLACE INTO stamp (first_key, last_key, stamp) VALUES (?, ?, ?)")
        insertion.bind(keys.lowerBound, at: 1)
        insertion.bind(keys.upperBound, at: 2)
        insertion.bind(stamp, at: 3)
        try insertion.run()
    }

    private func cut(_ first: Int64, to last: Int64) throws {
        let update = try RawStatement(db, "UPDATE stamp SET last_key = ? WHERE first_key = ?")
        update.bind(last, at: 1)
        update.bind(first, at: 2)
        try update.run()
    }

    private func delete(within keys: ClosedRange<Int64>) throws {
        let deletion = try RawStatement(db, "DELETE FROM stamp WHERE first_key BETWEEN ? AND ?")
        deletion.bind(keys.lowerBound, at: 1)
        deletion.bind(keys.upperBound, at: 2)
        try deletion.run()
    }
}
