package import GRDB

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
/// SQLite does all of it by triggers. The table has `key INTEGER PRIMARY KEY`, rising, and `id`, which
/// never changes; rows are found by the view:
///
///     SELECT … FROM record WHERE key = (SELECT key FROM identifier WHERE id = ?)
///
/// In order of the identifiers each tree has to be named, for SQLite merges two arms that are sorted,
/// but not through a view.
package enum IdentifierIndex {
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

        -- From `first` up to, and without, `last`.
        CREATE TABLE identifier_slice (
            number INTEGER PRIMARY KEY,
            first BLOB NOT NULL,
            last BLOB NOT NULL
        ) STRICT;
        INSERT INTO identifier_slice VALUES
            (0, x'00', x'10'), (1, x'10', x'20'), (2, x'20', x'30'), (3, x'30', x'40'),
            (4, x'40', x'50'), (5, x'50', x'60'), (6, x'60', x'70'), (7, x'70', x'80'),
            (8, x'80', x'90'), (9, x'90', x'A0'), (10, x'A0', x'B0'), (11, x'B0', x'C0'),
            (12, x'C0', x'D0'), (13, x'D0', x'E0'), (14, x'E0', x'F0'),
            (15, x'F0', x'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF');

        """

    /// Keeps the index true of a table. Part of released migrations, and frozen with them.
    package static func triggers(of table: String) -> String {
        """
        CREATE TRIGGER \(table)_identified_once BEFORE INSERT ON \(table)
            WHEN EXISTS (SELECT 1 FROM settled_identifier WHERE id = NEW.id)
        BEGIN
            SELECT RAISE(ABORT, 'an identifier names one row');
        END;
        CREATE TRIGGER \(table)_identified AFTER INSERT ON \(table) BEGIN
            INSERT INTO latest_identifier VALUES (NEW.id, NEW.key);
        END;
        CREATE TRIGGER \(table)_identified_for_good BEFORE UPDATE OF key, id ON \(table) BEGIN
            SELECT RAISE(ABORT, 'a row keeps its key and identifier');
        END;
        CREATE TRIGGER \(table)_gone AFTER DELETE ON \(table) BEGIN
            DELETE FROM latest_identifier WHERE id = OLD.id;
            DELETE FROM settled_identifier WHERE id = OLD.id;
        END;
        CREATE TRIGGER \(table)_identifiers_settle AFTER INSERT ON \(table)
            WHEN NEW.key % 4096 = 0
        BEGIN
            INSERT INTO settled_identifier
                SELECT latest_identifier.id, latest_identifier.key FROM identifier_slice
                CROSS JOIN latest_identifier
                    ON latest_identifier.id >= first AND latest_identifier.id < last
                WHERE number = NEW.key / 4096 % 16 ORDER BY latest_identifier.id;
            DELETE FROM latest_identifier
                WHERE id >= (SELECT first FROM identifier_slice
                    WHERE number = NEW.key / 4096 % 16)
                AND id < (SELECT last FROM identifier_slice
                    WHERE number = NEW.key / 4096 % 16);
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
