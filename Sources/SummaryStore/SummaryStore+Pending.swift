internal import StoreFile
package import SyncCore

/// What would be sent, all of it: for people to look at before it leaves.
extension SummaryStore {
    /// Hands over the dirty fields of every record that waits, in the order in which they would leave.
    /// Writes nothing. O(waiting), with memory for one.
    package func pending(_ body: (RecordID, PackedRecord) throws -> Void) throws {
        try read { db in
            let query = try RawStatement(
                db,
                """
                SELECT id, state, dirty FROM unsent CROSS JOIN summary USING (key)
                WHERE quarantined = 0 ORDER BY unsent.key
                """)
            var reader = RecordReader()
            while try query.step() {
                let state = try packed(query.bytes(1), &reader)
                let fields = DirtyFields(stored: query.text(2)).part(of: state)
                try body(try id(query.bytes(0)), fields)
            }
        }
    }

    /// Every record that the hub has not yet confirmed as erased.
    package func pendingErasures() throws -> [RecordID] {
        try read { db in
            let query = try RawStatement(
                db, "SELECT id FROM erased WHERE stamp IS NULL ORDER BY id")
            var erasures: [RecordID] = []
            while try query.step() { erasures.append(try id(query.bytes(0))) }
            return erasures
        }
    }
}
