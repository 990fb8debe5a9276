import GRDB
import StoreFile
import SyncCore

/// Writes the feeds: records that follow one another under one number of an office are one row.
///
/// No two runs of a number touch: each is as long as it can be.
struct FeedRuns {
    private let db: Database

    init(in db: Database) {
        self.db = db
    }

    /// Lists records under a number that lists none of them yet.
    func add(_ keys: [Int64], for office: OfficeNumber, at seq: Int64) throws {
        for run in Self.runs(of: keys) { try insert(run, office, seq) }
    }

    /// Takes records out that are listed under this number. A run that many leave is written once.
    func remove(_ keys: [Int64], of office: OfficeNumber, at seq: Int64) throws {
        var leaving = Self.runs(of: keys)[...]
        while let first = leaving.first?.lowerBound {
            let run = try self.run(with: first, office, seq)
            try delete(run, office, seq)
            var next = run.lowerBound
            while let part = leaving.first, run.contains(part.lowerBound) {
                guard run.contains(part.upperBound) else {
                    throw DatabaseError(resultCode: .SQLITE_CORRUPT)
                }
                if next < part.lowerBound { try insert(next...part.lowerBound - 1, office, seq) }
                next = part.upperBound + 1
                leaving.removeFirst()
            }
            if next <= run.upperBound { try insert(next...run.upperBound, office, seq) }
        }
    }

    /// Keys as runs without a gap, ascending. O(n log n).
    private static func runs(of keys: [Int64]) -> [ClosedRange<Int64>] {
        var runs: [ClosedRange<Int64>] = []
        for key in keys.sorted() {
            if let last = runs.last, last.upperBound + 1 == key {
                runs[runs.count - 1] = last.lowerBound...key
            } else {
                runs.append(key...key)
            }
        }
        return runs
    }

    /// The run that lists a record; a store without one is damaged.
    private func run(
        with key: Int64, _ office: OfficeNumber, _ seq: Int64
    ) throws -> ClosedRange<Int64> {
        let query = try RawStatement(
            db,
            """
            SELECT first_key, last_key FROM feed
            WHERE office = ? AND seq = ? AND first_key <= ? ORDER BY first_key DESC LIMIT 1
            """)
        query.bind(office.value, at: 1)
        query.bind(seq, at: 2)
        query.bind(key, at: 3)
        defer { query.reset() }
        guard try query.step(), query.int64(1) >= key else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        return query.int64(0)...query.int64(1)
    }

    private func insert(
        _ run: ClosedRange<Int64>, _ office: OfficeNumber, _ seq: Int64
    ) throws {
        let insertion = try RawStatement(db, "INSERT INTO feed VALUES (?, ?, ?, ?)")
        insertion.bind(office.value, at: 1)
        insertion.bind(seq, at: 2)
        insertion.bind(run.lowerBound, at: 3)
        insertion.bind(run.upperBound, at: 4)
        try insertion.run()
    }

    private func delete(
        _ run: ClosedRange<Int64>, _ office: OfficeNumber, _ seq: Int64
    ) throws {
        let deletion = try RawStatement(
            db, "DELETE FROM feed WHERE office = ? AND seq = ? AND first_key = ?")
        deletion.bind(office.value, at: 1)
        deletion.bind(seq, at: 2)
        deletion.bind(run.lowerBound, at: 3)
        try deletion.run()
    }
}
