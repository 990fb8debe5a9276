package import GRDB
package import SyncCore

/// Finds a table's rows by random identifiers, so that a new row costs about the same whether the
/// table holds thousands of rows or millions.
///
/// In one B-tree, a thousand new identifiers fall on a thousand leaves once there are that many, and
/// each leaf is a page to be written twice, to the log and from there to the file. Here new ones go
/// into a small tree, `latest_identifier`, and one slice of them at a time into the large one,
/// `settled_identifier`, where many then share a leaf: the first two levels of a log-structured merge
/// tree (O'Neil, Cheng, Gawlick and O'Neil, Acta Informatica 33, 1996). Each 4,096 keys one of sixteen
/// slices is moved, so that each comes round every 65,536 keys and no commit waits long.
///
/// The table has `key INTEGER PRIMARY KEY`, rising, and `id`, which never changes. Whoever writes a row
/// adds it here, in the same transaction; SQLite takes it out when the row goes. Rows are found by a
/// view:
///
///     SELECT … FROM record WHERE key = (SELECT key FROM identifier WHERE id = ?)
///
/// In order of the identifiers each tree has to be named, for SQLite merges two arms that are sorted,
/// but not through a view.
package struct IdentifierIndex {
    /// How many keys lie between two slices' moves: fewer write the large tree more, and more the
    /// small one.
    private static let keysPerMove: Int64 = 4096
    private static let sliceCount: Int64 = 16

    private let db: Database
    private let addition: RawStatement

    package init(in db: Database) throws {
        self.db = db
        addition = try RawStatement(db, "INSERT INTO latest_identifier (id, key) VALUES (?, ?)")
    }

    /// Takes up a row that was just written under a key greater than all before it, with an identifier
    /// that `identifier` doesn't have.
    package func add(_ id: RecordID, at key: Int64) throws {
        withUnsafeBytes(of: id.bits.bigEndian) { addition.bind($0, at: 1) }
        addition.bind(key, at: 2)
        try addition.run()
        if key % Self.keysPerMove == 0 { try settle(key / Self.keysPerMove % Self.sliceCount) }
    }

    /// Moves the identifiers of a slice, which have its number as their first four bits.
    private func settle(_ slice: Int64) throws {
        let first = [UInt8(slice << 4)]
        // After the last slice comes what is longer than any identifier.
        let last =
            slice + 1 < Self.sliceCount
            ? [UInt8(slice + 1) << 4] : [UInt8](repeating: 0xFF, count: 17)
        for sql in [
            """
            INSERT INTO settled_identifier SELECT id, key FROM latest_identifier
            WHERE id >= ? AND id < ? ORDER BY id
            """,
            "DELETE FROM latest_identifier WHERE id >= ? AND id < ?",
        ] {
            let statement = try RawStatement(db, sql)
            statement.bind(first, at: 1)
            statement.bind(last, at: 2)
            try statement.run()
        }
    }

    /// The view and what is behind it, empty. Part of released migrations, and frozen with them.
    package static let tables = """
        CREATE TABLE settled_identifier (
            id BLOB PRIMARY KEY CHECK (length(id) = 16),
            key INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE latest_identifier (
            id BLOB PRIMARY KEY CHECK (length(id) = 16),
            key INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE VIEW identifier AS
            SELECT id, key FROM latest_identifier UNION ALL SELECT id, key FROM settled_identifier;

        """

    /// Keeps the index true of a table whose rows go. Part of released migrations, and frozen with
    /// them. None is for rows that come: it would cost a first sync a tenth of its time.
    package static func triggers(of table: String) -> String {
        """
        CREATE TRIGGER \(table)_gone AFTER DELETE ON \(table) BEGIN
            DELETE FROM latest_identifier WHERE id = OLD.id;
            DELETE FROM settled_identifier WHERE id = OLD.id;
        END;
        CREATE TRIGGER \(table)_identified_for_good BEFORE UPDATE OF key, id ON \(table) BEGIN
            SELECT RAISE(ABORT, 'a row keeps its key and identifier');
        END;

        """
    }

    /// How many identifiers name no row of the table, or another than they say, or are missing.
    /// Empty when none. O(rows).
    package static func faults(of table: String, in db: Database) throws -> [String] {
        let wrong = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM identifier LEFT JOIN \(table) USING (key)
                WHERE \(table).id IS NOT identifier.id
                """)!
        let missing = try Int.fetchOne(
            db,
            sql: """
                SELECT (SELECT count(*) FROM \(table)) - (SELECT count(*) FROM identifier) + ?
                """,
            arguments: [wrong])!
        return (wrong == 0 ? [] : ["\(wrong) wrong identifiers of \(table)"])
            + (missing == 0 ? [] : ["\(missing) missing identifiers of \(table)"])
    }
}
