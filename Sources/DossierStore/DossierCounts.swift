internal import GRDB

/// How much the dossiers hold.
package struct DossierCounts: Hashable, Sendable {
    package let persons: Int
    /// Records of all types, the persons' own ones among them.
    package let records: Int
    /// Records with changes that no summary shows yet.
    package let undisclosed: Int

    package init(persons: Int, records: Int, undisclosed: Int) {
        self.persons = persons
        self.records = records
        self.undisclosed = undisclosed
    }

    init(_ db: Database) throws {
        func count(_ sql: String) throws -> Int {
            try Int.fetchOne(db, sql: "SELECT count(*) FROM " + sql) ?? 0
        }
        persons = try count("person")
        records = try count("record")
        undisclosed = try count("record WHERE undisclosed = 1")
    }
}
