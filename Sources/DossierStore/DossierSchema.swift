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
                    """)
        ])
}
