import StoreFile

/// The tables, as frozen migrations: a released one is never edited, only followed.
///
/// No column holds a nominative value: what a person is called is found by opening boxes. Types
/// and identifiers stand in clear; identifiers are random and name nobody.
enum DossierSchema {
    static let kind = StoreKind(
        applicationID: 0x5345_4344,  // "SECD"
        migrations: [
            .init(
                "folders of persons and their sealed records",
                sql: """
                    CREATE TABLE office (
                        one INTEGER PRIMARY KEY CHECK (one = 1),
                        key_check BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE person (
                        id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                        cover BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE record (
                        id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                        person BLOB NOT NULL REFERENCES person (id)
                            DEFERRABLE INITIALLY DEFERRED,
                        type TEXT NOT NULL,
                        revision INTEGER NOT NULL,
                        undisclosed INTEGER NOT NULL CHECK (undisclosed IN (0, 1)),
                        box BLOB NOT NULL
                    ) STRICT;
                    CREATE INDEX record_by_person ON record (person, type);
                    CREATE INDEX record_undisclosed ON record (id) WHERE undisclosed = 1;
                    CREATE TABLE erasure (
                        id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16)
                    ) STRICT;
                    """),
            .init(
                "accounts, sessions, and the recovery code",
                sql: """
                    CREATE TABLE account (
                        code TEXT NOT NULL PRIMARY KEY,
                        salt BLOB NOT NULL CHECK (length(salt) = 16),
                        cost_log2n INTEGER NOT NULL,
                        cost_block INTEGER NOT NULL,
                        cost_lanes INTEGER NOT NULL,
                        wrapped BLOB NOT NULL,
                        revision INTEGER NOT NULL,
                        facts BLOB NOT NULL,
                        failures INTEGER NOT NULL,
                        link BLOB NOT NULL CHECK (length(link) = 32)
                    ) STRICT;
                    CREATE TABLE roster (
                        one INTEGER PRIMARY KEY CHECK (one = 1),
                        office BLOB NOT NULL CHECK (length(office) = 16),
                        revision INTEGER NOT NULL,
                        box BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE recovery (
                        one INTEGER PRIMARY KEY CHECK (one = 1),
                        salt BLOB NOT NULL CHECK (length(salt) = 16),
                        wrapped BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE session (
                        id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                        account TEXT NOT NULL,
                        boot TEXT NOT NULL,
                        used INTEGER NOT NULL,
                        box BLOB NOT NULL
                    ) STRICT;
                    """),
            .init(
                "receipts of erased persons",
                sql: """
                    -- `day` counts from 1 January 1970; `summaries` holds identifiers of 16 bytes.
                    CREATE TABLE receipt (
                        person BLOB NOT NULL PRIMARY KEY CHECK (length(person) = 16),
                        day INTEGER NOT NULL,
                        summaries BLOB NOT NULL CHECK (length(summaries) % 16 = 0)
                    ) STRICT, WITHOUT ROWID;
                    """),
            .init(
                "whether logs still hold what was erased",
                sql: """
                    CREATE TABLE trace (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;
                    """),
            .init(
                "which erased records went with the whole folder",
                sql: """
                    ALTER TABLE erasure ADD COLUMN whole INTEGER NOT NULL DEFAULT 0
                        CHECK (whole IN (0, 1));
                    """),
            .init(
                "journal of access",
                sql: """
                    -- `day` is the journal's own day, counted from 1 January 1970.
                    CREATE TABLE journal (
                        number INTEGER PRIMARY KEY CHECK (number > 0),
                        day INTEGER NOT NULL,
                        box BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE journal_head (
                        one INTEGER PRIMARY KEY CHECK (one = 1),
                        box BLOB NOT NULL
                    ) STRICT;
                    """),
        ])
}
