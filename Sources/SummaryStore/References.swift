internal import GRDB
internal import StoreFile
internal import SyncCore

/// How short references may be in a store, and which records have one for themselves.
struct References {
    let bitCount: Int
    private let named: RawStatement

    /// O(log records): the greatest key stands for how many records there are.
    init(in db: Database) throws {
        let greatest = try RawStatement(db, "SELECT max(key) FROM summary")
        defer { greatest.reset() }
        // NULL, of an empty store, is read as 0.
        let count = try greatest.step() ? UInt64(clamping: greatest.int64(0)) : 0
        bitCount = RecordReference.bitCount(among: count)
        named = try RawStatement(
            db,
            """
            SELECT 1 FROM identifier WHERE id BETWEEN ?1 AND ?2
            UNION ALL SELECT 1 FROM erased WHERE id BETWEEN ?1 AND ?2 LIMIT 2
            """)
    }

    /// Whether no other record of this office, nor an erased one, has the same reference.
    func isAlone(_ id: RecordID) throws -> Bool {
        let identifiers = RecordReference(to: id, bitCount: bitCount).identifiers
        named.bind(identifiers.lowerBound.bytes, at: 1)
        named.bind(identifiers.upperBound.bytes, at: 2)
        defer { named.reset() }
        _ = try named.step()
        return try !named.step()
    }
}
