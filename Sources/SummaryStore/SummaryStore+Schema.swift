internal import StoreFile

extension SummaryStore {
    /// The form of `summaries.sqlite`. Released migrations are frozen.
    static let kind = StoreKind(
        applicationID: 0x5365_6353,  // "SecS"
        migrations: [
            .init(
                "the shareable store of an office",
                sql: """
                    CREATE TABLE charter (
                        number INTEGER PRIMARY KEY,
                        source TEXT NOT NULL
                    ) STRICT;

                    CREATE TABLE setting (
                        name TEXT PRIMARY KEY,
                        value TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID;

                    -- One row per record. `dirty` holds the names of the fields that the hub is not
                    -- known to hold, one a line, or '*' for all of them.
                    CREATE TABLE summary (
                        key INTEGER PRIMARY KEY AUTOINCREMENT,
                        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                        type TEXT NOT NULL,
                        state BLOB NOT NULL,
                        digest INTEGER NOT NULL,
                        stamp INTEGER,
                        dirty TEXT,
                        quarantined INTEGER NOT NULL DEFAULT 0 CHECK (quarantined IN (0, 1)),
                        conflicts INTEGER NOT NULL DEFAULT 0 CHECK (conflicts >= 0)
                    ) STRICT;
                    CREATE INDEX summary_outbox ON summary (key)
                        WHERE dirty IS NOT NULL AND quarantined = 0;
                    CREATE INDEX summary_quarantined ON summary (key) WHERE quarantined = 1;
                    CREATE INDEX summary_in_conflict ON summary (key) WHERE conflicts > 0;

                    CREATE TABLE quarantine (
                        record INTEGER NOT NULL REFERENCES summary ON DELETE CASCADE,
                        field TEXT NOT NULL,
                        rule TEXT NOT NULL,
                        PRIMARY KEY (record, field)
                    ) STRICT, WITHOUT ROWID;

                    -- Random numbers that name nobody; `stamp` is null until the hub confirmed, and
                    -- `sent_at` until the erasure was first asked of it.
                    CREATE TABLE erased (
                        id BLOB PRIMARY KEY CHECK (length(id) = 16),
                        stamp INTEGER,
                        sent_at INTEGER
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX erased_outbox ON erased (id) WHERE stamp IS NULL;

                    CREATE TABLE position (
                        only INTEGER PRIMARY KEY CHECK (only = 1),
                        head_seq INTEGER NOT NULL,
                        head_tag INTEGER NOT NULL,
                        cursor INTEGER NOT NULL
                    ) STRICT;
                    INSERT INTO position VALUES (1, 0, 0, 0);

                    CREATE TABLE checkpoint (
                        seq INTEGER NOT NULL,
                        tag INTEGER NOT NULL,
                        PRIMARY KEY (seq, tag)
                    ) STRICT, WITHOUT ROWID;

                    -- All that ever left, each value once, when it was first on its way. `fields` is
                    -- null once the record was erased.
                    CREATE TABLE disclosure (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        at INTEGER NOT NULL,
                        record INTEGER NOT NULL,
                        fields BLOB
                    ) STRICT;
                    CREATE INDEX disclosure_of_record ON disclosure (record);
                    """),
            .init(
                "when the hub confirmed an erasure",
                sql: """
                    -- Seconds since 1970; null until it did, and again when it lost it.
                    ALTER TABLE erased ADD COLUMN confirmed_at INTEGER;
                    """),
            .init(
                "which erased identifiers only say whose erasure it was",
                sql: """
                    -- 1 for an identifier that was erased beside a record's own, so that this very
                    -- office, put back from a backup, knows the erasure again as its own.
                    ALTER TABLE erased ADD COLUMN is_mark INTEGER NOT NULL DEFAULT 0
                        CHECK (is_mark IN (0, 1));
                    """),
            .init(
                "charters that wait to be accepted, and what a narrower one took out",
                sql: """
                    ALTER TABLE charter ADD COLUMN accepted INTEGER NOT NULL DEFAULT 0;
                    UPDATE charter SET accepted = 1;

                    CREATE TABLE acceptance (
                        charter INTEGER NOT NULL REFERENCES charter,
                        account TEXT NOT NULL,
                        at INTEGER NOT NULL,
                        PRIMARY KEY (charter, account)
                    ) STRICT, WITHOUT ROWID;

                    -- Registers as they were before a narrower charter came. They never leave: the
                    -- desk takes home what may be kept, and the rest goes with the acceptance.
                    CREATE TABLE kept_home (
                        number INTEGER PRIMARY KEY,
                        id BLOB NOT NULL CHECK (length(id) = 16),
                        state BLOB NOT NULL
                    ) STRICT;
                    CREATE INDEX kept_home_of_record ON kept_home (id);
                    """),
            .init(
                "what waits and what is settled beside the records, and the journal in runs",
                sql: """
                    -- `key` is never that of a record that the journal tells of.
                    CREATE TABLE summary_now (
                        key INTEGER PRIMARY KEY,
                        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
                        type TEXT NOT NULL,
                        digest INTEGER NOT NULL,
                        quarantined INTEGER NOT NULL DEFAULT 0 CHECK (quarantined IN (0, 1)),
                        conflicts INTEGER NOT NULL DEFAULT 0 CHECK (conflicts >= 0),
                        state BLOB NOT NULL
                    ) STRICT;
                    INSERT INTO summary_now
                        SELECT key, id, type, digest, quarantined, conflicts, state
                        FROM summary ORDER BY key;

                    -- Records with fields that the hub is not known to hold. `dirty` holds their
                    -- names, one a line, or '*' for all of them.
                    CREATE TABLE unsent (
                        key INTEGER PRIMARY KEY,
                        dirty TEXT NOT NULL
                    ) STRICT;
                    INSERT INTO unsent
                        SELECT key, dirty FROM summary WHERE dirty IS NOT NULL ORDER BY key;

                    -- At which number the hub was known to hold the records with these keys, when
                    -- all that were written since are in `unsent`. Runs don't overlap.
                    CREATE TABLE stamp (
                        first_key INTEGER PRIMARY KEY,
                        last_key INTEGER NOT NULL CHECK (last_key >= first_key),
                        stamp INTEGER NOT NULL
                    ) STRICT;
                    INSERT INTO stamp
                        SELECT min(key), max(key), stamp FROM (
                            SELECT key, stamp,
                                key - row_number() OVER (PARTITION BY stamp ORDER BY key) AS run
                            FROM summary WHERE stamp IS NOT NULL)
                        GROUP BY stamp, run ORDER BY 1;

                    DROP TABLE summary;
                    ALTER TABLE summary_now RENAME TO summary;
                    CREATE INDEX summary_quarantined ON summary (key) WHERE quarantined = 1;
                    CREATE INDEX summary_in_conflict ON summary (key) WHERE conflicts > 0;

                    -- Not null in a row that is of several records, with keys from `record` to this
                    -- one: of which, and what left of each, is in `fields`. Such rows don't overlap.
                    ALTER TABLE disclosure ADD COLUMN last_record INTEGER
                        CHECK (last_record >= record);
                    CREATE INDEX disclosure_run ON disclosure (last_record)
                        WHERE last_record IS NOT NULL;
                    """),
            .init(
                "an index of identifiers in two trees",
                sql: IdentifierIndex.tables + """
                    INSERT INTO settled_identifier SELECT id, key FROM summary ORDER BY id;

                    CREATE TABLE summary_now (
                        key INTEGER PRIMARY KEY,
                        id BLOB NOT NULL CHECK (length(id) = 16),
                        type TEXT NOT NULL,
                        digest INTEGER NOT NULL,
                        quarantined INTEGER NOT NULL DEFAULT 0 CHECK (quarantined IN (0, 1)),
                        conflicts INTEGER NOT NULL DEFAULT 0 CHECK (conflicts >= 0),
                        state BLOB NOT NULL
                    ) STRICT;
                    INSERT INTO summary_now SELECT * FROM summary;
                    -- First, for dropping a table takes memory for all of its rows.
                    DELETE FROM summary;
                    DROP TABLE summary;
                    ALTER TABLE summary_now RENAME TO summary;
                    CREATE INDEX summary_quarantined ON summary (key) WHERE quarantined = 1;
                    CREATE INDEX summary_in_conflict ON summary (key) WHERE conflicts > 0;

                    """ + IdentifierIndex.triggers(of: "summary")),
        ])
}
