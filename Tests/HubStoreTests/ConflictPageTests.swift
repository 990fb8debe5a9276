import GRDB
import HubStore
import Simulation
import SyncCore
import Testing

@Suite("The list of conflicts")
struct ConflictPageTests {
    @Test func comesInPagesAndMissesNothing() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        var copy = bobigny
        var collided: Set<RecordID> = []
        for n in 0..<40 {
            let id = hub.write(&bobigny, hub.newID(), [("status", .code("draft"))])
            if n.isMultiple(of: 3) {
                hub.write(&copy, id, [("status", .code("signed"))])
                collided.insert(id)
            }
        }
        try hub.sync(&bobigny)
        try hub.sync(&copy)
        var seen: [RecordID] = []
        var place: ConflictPlace?
        repeat {
            let page = try hub.hub.conflicts(after: place, limit: 5)
            #expect(page.conflicts.count <= 5)
            seen += page.conflicts.map(\.conflict.record)
            place = try page.next.map { try #require(ConflictPlace($0.description)) }
        } while place != nil
        #expect(Set(seen) == collided)
        #expect(seen.count == collided.count)
        let contracts = try #require(
            try hub.hub.counts().records.first { $0.type == HubFixture.contract })
        #expect(contracts.records == 40 && contracts.conflicted == collided.count)
    }

    /// Flat in the size of the store: each query goes along an index that holds only what it lists.
    @Test func listingAndFeedingGoAlongIndexes() throws {
        let hub = try HubFixture()
        let plans = try hub.outside { db in
            try [
                """
                SELECT summary._key FROM summary_contract AS summary
                INDEXED BY summary_contract_conflicts
                CROSS JOIN record ON record.key = summary._key
                WHERE summary._conflicts > 0 AND summary._key > 5 ORDER BY summary._key LIMIT 9
                """,
                """
                SELECT record.id FROM feed
                CROSS JOIN record ON record.key BETWEEN feed.first_key AND feed.last_key
                WHERE feed.office = 1 AND feed.seq > 7
                ORDER BY feed.seq, feed.first_key, record.key
                """,
                """
                SELECT first_key, last_key FROM feed
                WHERE office = 1 AND seq = 7 AND first_key <= 9 ORDER BY first_key DESC LIMIT 1
                """,
                """
                SELECT latest_identifier.id, state, audience
                    FROM latest_identifier CROSS JOIN record USING (key) WHERE state IS NOT NULL
                UNION ALL SELECT settled_identifier.id, state, audience
                    FROM settled_identifier CROSS JOIN record USING (key) WHERE state IS NOT NULL
                ORDER BY 1
                """,
            ].map { sql in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql).map {
                    $0["detail"] as String
                }
            }
        }
        for plan in plans {
            #expect(plan.allSatisfy { !$0.contains("TEMP B-TREE") }, "\(plan)")
        }
        #expect(plans[0][0].contains("summary_contract_conflicts (_key>?)"), "\(plans[0])")
        #expect(plans[1][0].contains("PRIMARY KEY (office=? AND seq>?)"), "\(plans[1])")
        #expect(plans[1][1].contains("PRIMARY KEY (rowid>? AND rowid<?)"), "\(plans[1])")
        #expect(
            plans[2][0].contains("PRIMARY KEY (office=? AND seq=? AND first_key<?)"),
            "\(plans[2])")
    }
}
