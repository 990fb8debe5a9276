internal import StoreFile
package import SyncCore

/// Records that the office holds back, whatever the charter lets leave.
extension SummaryStore {
    /// The rule that `quarantined` gives for them.
    package static let heldRule = Code(literal: "held")

    /// Sends nothing of these records until `letGo`. Those that aren't here are passed over. What
    /// the hub says of them is taken in as ever.
    package func hold(_ ids: [RecordID]) throws {
        try write { db in
            for id in ids { try quarantine(id, field: "", rule: Self.heldRule, db) }
        }
    }

    /// Ends that. What the hub itself refused of them stays in quarantine.
    package func letGo(_ ids: [RecordID]) throws {
        try write { db in
            let forget = try RawStatement(
                db,
                """
                DELETE FROM quarantine
                WHERE rule = ?1 AND record = (SELECT key FROM identifier WHERE id = ?2)
                """)
            let release = try RawStatement(
                db,
                """
                UPDATE summary SET quarantined = 0
                WHERE key = (SELECT key FROM identifier WHERE id = ?)
                AND NOT EXISTS (SELECT 1 FROM quarantine WHERE record = key)
                """)
            for id in ids {
                forget.bind(Self.heldRule.text, at: 1)
                forget.bind(id.bytes, at: 2)
                try forget.run()
                release.bind(id.bytes, at: 1)
                try release.run()
            }
        }
    }
}
