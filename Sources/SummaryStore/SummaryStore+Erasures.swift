internal import StoreFile
package import SyncCore

/// How far an erasure has come.
extension SummaryStore {
    /// Times in seconds since 1970.
    package enum ErasureProgress: Hashable, Sendable {
        /// Erased here; not sent yet.
        case waiting
        /// The hub was asked first at that time, and didn't confirm yet.
        case asked(at: Int64)
        /// The hub confirmed. Without a time when it told by itself, or before that was noted.
        case confirmed(at: Int64?, asked: Int64?)
    }

    /// `nil` for a record that was not erased here.
    package func erasureProgress(of id: RecordID) throws -> ErasureProgress? {
        try read { db in
            let query = try RawStatement(
                db, "SELECT stamp, sent_at, confirmed_at FROM erased WHERE id = ?")
            query.bind(id.bytes, at: 1)
            defer { query.reset() }
            guard try query.step() else { return nil }
            let asked = query.isNull(1) ? nil : query.int64(1)
            if !query.isNull(0) {
                return .confirmed(at: query.isNull(2) ? nil : query.int64(2), asked: asked)
            }
            return asked.map(ErasureProgress.asked) ?? .waiting
        }
    }
}
