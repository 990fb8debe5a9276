import StoreFile

/// The tables that every hub has, whatever its charter.
///
/// Released migrations are frozen: a change is a new migration at the end.
enum HubSchema {
    /// "Sech": a hub of Secteur.
    static let kind = StoreKind(
        applicationID: 0x5365_6368,
        migrations: [
            .init("Records, audiences and channels", sql: recordsAudiencesAndChannels),
            .init("Certificates, codes and what each office holds", sql: certificatesAndCodes),
            .init("How far each charter's sweep got", sql: charterSweep),
            .init("Feeds as runs of records", sql: feedsAsRuns),
            .init("An index of identifiers in two trees", sql: identifiersInTwoTrees),
        ])

    private static let identifiersInTwoTrees =
        IdentifierIndex.tables + """
            INSERT INTO settled_identifier SELECT id, key FROM record ORDER BY id;

            CREATE TABLE record_now (
                key INTEGER PRIMARY KEY,
                id BLOB NOT NULL CHECK (length(id) = 16),
                type TEXT,
                state BLOB,
                audience TEXT NOT NULL DEFAULT '',
                CHECK ((type IS NULL) = (state IS NULL))
            ) STRICT;
            INSERT INTO record_now SELECT key, id, type, state, audience FROM record;
            -- First, for dropping a table takes memory for all of its rows.
            DELETE FROM record;
            DROP TABLE record;
            ALTER TABLE record_now RENAME TO record;
            CREATE INDEX record_erased ON record (key) WHERE state IS NULL;

            """ + IdentifierIndex.triggers(of: "record")

    /// A record's row has its audience: `office:number` for each, in the order of the offices, with
    /// single spaces between. A feed is the same from the other side, with records that follow one
    /// another under one number in one row: an office's first push is a row for each thousand, and
    /// reading a feed is reading `record` from one key to another.
    ///
    /// No two runs of an office's number touch, and no trigger counts: whoever writes runs keeps
    /// `held` right.
    private static let feedsAsRuns = """
        ALTER TABLE record ADD COLUMN audience TEXT NOT NULL DEFAULT '';
        UPDATE record SET audience = coalesce(
            (SELECT group_concat(office || ':' || seq, ' ') FROM
                (SELECT office, seq FROM audience WHERE audience.key = record.key
                    ORDER BY office)), '');

        CREATE TABLE feed (
            office INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            first_key INTEGER NOT NULL,
            last_key INTEGER NOT NULL CHECK (last_key >= first_key),
            PRIMARY KEY (office, seq, first_key)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO feed
            SELECT office, seq, min(key), max(key) FROM (
                SELECT office, seq, key,
                    key - row_number() OVER (PARTITION BY office, seq ORDER BY key) AS run
                FROM audience)
            GROUP BY office, seq, run;
        DROP TABLE audience;
        """

    /// `swept` is the key of the last record gone through, null once all were.
    private static let charterSweep = """
        ALTER TABLE charter ADD COLUMN swept INTEGER;
        ALTER TABLE charter ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;

        -- A record that the sweep forgets is in no office's part any more.
        CREATE TRIGGER audience_forgotten AFTER DELETE ON audience BEGIN
            UPDATE office SET held = held - 1 WHERE number = OLD.office;
        END;
        """

    /// `record` and `audience` grow at their ends, since keys and numbers only rise; only the index
    /// of the random identifiers is written all over. `audience` is the feed too: a record is listed
    /// once, at its latest number of the office's channel.
    private static let recordsAudiencesAndChannels = """
        CREATE TABLE charter (
            number INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            adopted TEXT NOT NULL
        ) STRICT;

        CREATE TABLE office (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            secret_sha256 BLOB NOT NULL UNIQUE CHECK (length(secret_sha256) = 32),
            enrolled TEXT NOT NULL,
            last_exchange TEXT,
            seq INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        -- The random tag of each number of an office's channel.
        CREATE TABLE tag (
            office INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            tag INTEGER NOT NULL,
            PRIMARY KEY (office, seq)
        ) STRICT, WITHOUT ROWID;

        -- An erased record keeps its row, without type and state, for ever.
        CREATE TABLE record (
            key INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            type TEXT,
            state BLOB,
            CHECK ((type IS NULL) = (state IS NULL))
        ) STRICT;
        CREATE INDEX record_erased ON record (key) WHERE state IS NULL;

        CREATE TABLE audience (
            key INTEGER NOT NULL,
            office INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            PRIMARY KEY (key, office)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX audience_feed ON audience (office, seq, key);

        -- What admins did. Holds no value.
        CREATE TABLE act (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            by TEXT NOT NULL,
            day TEXT NOT NULL,
            record BLOB,
            about TEXT,
            actor BLOB
        ) STRICT;
        """

    /// An office may have no secret, and may be shut out. `held` counts the rows of its audience,
    /// so that a quota costs nothing to check.
    private static let certificatesAndCodes = """
        CREATE TABLE office_now (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            secret_sha256 BLOB UNIQUE CHECK (length(secret_sha256) = 32),
            enrolled TEXT NOT NULL,
            last_exchange TEXT,
            seq INTEGER NOT NULL DEFAULT 0,
            revoked TEXT,
            held INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        INSERT INTO office_now
            SELECT number, name, secret_sha256, enrolled, last_exchange, seq, NULL,
                (SELECT count(*) FROM audience WHERE audience.office = office.number)
            FROM office;
        DROP TABLE office;
        ALTER TABLE office_now RENAME TO office;

        CREATE TRIGGER audience_held AFTER INSERT ON audience BEGIN
            UPDATE office SET held = held + 1 WHERE number = NEW.office;
        END;

        -- An office's last code: the hash of its secret. `key_sha256` names the key that took it.
        CREATE TABLE enrolment (
            office INTEGER PRIMARY KEY,
            code_sha256 BLOB NOT NULL UNIQUE CHECK (length(code_sha256) = 32),
            expires_at INTEGER NOT NULL,
            key_sha256 BLOB CHECK (length(key_sha256) = 32)
        ) STRICT;

        -- Whose requests the hub answers: the key decides, not what the certificate says.
        CREATE TABLE certificate (
            key_sha256 BLOB PRIMARY KEY CHECK (length(key_sha256) = 32),
            office INTEGER NOT NULL,
            der BLOB NOT NULL,
            expires_at INTEGER NOT NULL,
            revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1))
        ) STRICT, WITHOUT ROWID;
        """
}
