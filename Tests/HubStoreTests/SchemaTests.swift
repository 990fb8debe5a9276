import Charter
import Foundation
import GRDB
import Simulation
import SyncCore
import Testing

@testable import HubStore

@Suite("The form of the hub's store")
struct SchemaTests {
    /// Released migrations are frozen. When this fails, the change belongs into a new migration.
    @Test func releasedMigrationsWereNotEdited() throws {
        let hub = try HubFixture()
        let (names, schema) = try hub.outside { db in
            (
                try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations"),
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL
                        AND tbl_name IN (
                            'charter', 'office', 'tag', 'record', 'feed', 'act', 'enrolment',
                            'certificate', 'identifier', 'latest_identifier',
                            'settled_identifier')
                        ORDER BY name
                        """)
            )
        }
        #expect(
            names == [
                "Records, audiences and channels", "Certificates, codes and what each office holds",
                "How far each charter's sweep got", "Feeds as runs of records",
                "An index of identifiers in two trees",
            ])
        #expect(schema.count == 14)
        let digest = simulatedHash(Array(schema.joined(separator: ";").utf8)).prefix(8)
        #expect(hex(Array(digest)) == "ADD5D748B41DFF80")
    }

    @Test func anotherCharterAddsColumnsAndFillsThem() throws {
        let hub = try HubFixture()
        var bobigny = try hub.office("CSS Bobigny")
        let id = hub.write(
            &bobigny, hub.newID(), [("status", .code("draft")), ("renewals", .number(3))])
        try hub.sync(&bobigny)
        let source = Charter.insertion().source
        // A charter that lets no number of renewals leave, and back again.
        let narrow = try Charter.parse(
            withVersion(2, of: withRenewalsKept(source)), file: "narrow.yaml")
        #expect(try hub.hub.publish(narrow, by: "admin") == 1)
        let narrowRows = try hub.outside { db in
            try Row.fetchAll(db, sql: "SELECT status, renewals FROM summary_contract").map {
                [$0["status"] as String?, $0["renewals"] as String?]
            }
        }
        #expect(narrowRows == [["draft", nil]])
        #expect(throws: (any Error).self) {
            try hub.outside { try Row.fetchAll($0, sql: "SELECT renewals FROM readable_contract") }
        }

        // Another program that has the hub open notices.
        let other = try hub.another()
        try hub.hub.publish(Charter.parse(withVersion(3, of: source), file: "3"), by: "admin")
        #expect(try other.currentCharter().digest(simulatedHash) == hub.charterDigest)
        try other.decide(id, [FieldName(text: "status")!: .code("validated")], by: "admin")
        let rows = try hub.outside { db in
            try Row.fetchAll(db, sql: "SELECT _id, status, renewals FROM readable_contract").map {
                [$0["_id"] as String?, $0["status"] as String?, $0["renewals"] as String?]
            }
        }
        // What was dropped doesn't come back.
        #expect(rows == [[id.description, "validated", nil]])
    }

    @Test func commitsSurviveALossOfPower() throws {
        let hub = try HubFixture()
        let (journal, secure) = try hub.outside { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try String.fetchAll(
                    db,
                    sql: "SELECT name FROM pragma_table_list WHERE strict = 0 AND type = 'table'")
            )
        }
        #expect(journal == "wal")
        #expect(secure.allSatisfy { $0.hasPrefix("sqlite") || $0.hasPrefix("grdb") })
        let synchronous = try hub.store.pool.writeWithoutTransaction {
            try Int.fetchOne($0, sql: "PRAGMA synchronous")
        }
        #expect(synchronous == 2)
    }
}

/// A charter's text with another version.
func withVersion(_ version: Int, of source: String) -> String {
    source.replacing("\nversion: 1\n", with: "\nversion: \(version)\n")
}

/// The bundled charter, but no number of renewals leaves.
func withRenewalsKept(_ source: String) -> String {
    changingField("renewals", of: source) { lines in
        lines.removeAll { $0.contains("merge:") || $0.contains("recipients:") }
        lines = lines.map { line in
            line.contains("leaves:")
                ? "        leaves: never" : line.replacingOccurrences(of: ", commission", with: "")
        }
    }
}

/// The bundled charter, but the outcome of an intervention leaves too: a second type at the hub.
func withOutcomesLeaving(_ source: String) -> String {
    changingField("outcome", of: source) { lines in
        lines = lines.flatMap { line in
            line.contains("leaves:")
                ? [
                    "        leaves: as-is", "        recipients: [department]",
                    "        merge: ask",
                ]
                : [line]
        }
    }
}

/// Edits the lines of a field's block.
private func changingField(
    _ name: String, of source: String, _ change: (inout [String]) -> Void
) -> String {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = lines.firstIndex { $0 == "      \(name):" }!
    let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix("        ") }!
    var field = Array(lines[start..<end])
    change(&field)
    return (lines[..<start] + field + lines[end...]).joined(separator: "\n")
}
