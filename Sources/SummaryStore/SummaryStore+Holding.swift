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
                db, "DELETE FROM quarantine WHERE record = ? AND rule = ?")
            for id in ids {
                guard let key = try key(of: id, db) else { continue }
                forget.bind(key, at: 1)
                forget.bind(Self.heldRule.text, at: 2)
                try forget.run()
                try releaseUnlessRefused(key, db)
            }
        }
    }
}
