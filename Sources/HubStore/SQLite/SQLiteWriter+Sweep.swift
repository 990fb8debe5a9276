import GRDB
import StoreFile
import SyncCore

extension SQLiteWriter {
    func isSwept() throws -> Bool {
        let newest = try RawStatement(db, "SELECT swept FROM charter ORDER BY number DESC LIMIT 1")
        defer { newest.reset() }
        return try !newest.step() || newest.isNull(0)
    }

    func sweep(limit: Int, _ held: Projection) throws -> CharterSweep {
        let newest = try RawStatement(
            db, "SELECT number, swept, dropped FROM charter ORDER BY number DESC LIMIT 1")
        defer { newest.reset() }
        guard try newest.step(), !newest.isNull(1) else {
            return CharterSweep(
                dropped: newest.isNull(2) ? 0 : Int(newest.int64(2)), isDone: true,
                isComplete: false)
        }
        let batch = try records(after: newest.int64(1), limit: limit)
        var dropped = Int(newest.int64(2))
        for row in batch {
            let left = held(row.state)
            guard left != row.state else { continue }
            dropped += row.state.statedCount - (left?.statedCount ?? 0)
            hasErased = true
            guard let left else {
                // The charter knows its type no more. Its readable row went when the charter came.
                try forget(row.id)
                continue
            }
            try put([(row.id, left)], listing: [:])
        }
        let isDone = batch.count < limit
        let update = try RawStatement(
            db, "UPDATE charter SET swept = ?, dropped = ? WHERE number = ?")
        update.bind(isDone ? nil : batch.last?.key, at: 1)
        update.bind(Int64(dropped), at: 2)
        update.bind(newest.int64(0), at: 3)
        try update.run()
        return CharterSweep(dropped: dropped, isDone: isDone, isComplete: isDone)
    }

    private struct Swept {
        let key: Int64
        let id: RecordID
        let state: PackedRecord
    }

    private func records(after key: Int64, limit: Int) throws -> [Swept] {
        let rows = try RawStatement(
            db,
            """
            SELECT key, id, state FROM record WHERE key > ? AND state IS NOT NULL
            ORDER BY key LIMIT ?
            """)
        rows.bind(key, at: 1)
        rows.bind(Int64(limit), at: 2)
        var (found, reader): ([Swept], RecordReader) = ([], RecordReader())
        while try rows.step() {
            found.append(
                Swept(
                    key: rows.int64(0), id: try rows.id(1), state: try reader.read(rows.bytes(2))))
        }
        return found
    }
}

extension PackedRecord {
    /// How many of its versions state a value.
    fileprivate var statedCount: Int { values.count { $0 != .withdrawn } }
}
