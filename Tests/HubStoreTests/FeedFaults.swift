import GRDB
import StoreFile
import SyncCore

/// What is wrong with a hub's channels and its index of identifiers, found by SQL alone.
///
/// Numbers have no gap and each a tag; a feed lists each record of the office's audience once, at the
/// number that the record's row says, which was given out, and of which at most so many share one;
/// runs are as long as they can be; and `held` counts what is listed.
enum FeedFaults {
    static func all(in db: Database) throws -> [String] {
        try String.fetchAll(db, sql: sql) + IdentifierIndex.faults(of: "record", in: db)
    }

    private static let sql = """
        WITH audience AS (
            SELECT record.key, CAST(substr(value, 1, instr(value, ':') - 1) AS INTEGER) AS office,
                CAST(substr(value, instr(value, ':') + 1) AS INTEGER) AS seq
            FROM record CROSS JOIN json_each('["' || replace(audience, ' ', '","') || '"]')
            WHERE audience != ''),
        size AS (
            SELECT office, seq, sum(last_key - first_key + 1) AS rows FROM feed
            GROUP BY office, seq)
        SELECT 'gap ' || number FROM office
            WHERE seq != (SELECT count(*) FROM tag WHERE tag.office = office.number)
            OR seq != (SELECT coalesce(max(seq), 0) FROM tag WHERE tag.office = office.number)
        UNION ALL
        SELECT 'unnumbered ' || seq FROM feed
            WHERE NOT EXISTS (SELECT 1 FROM tag
                WHERE tag.office = feed.office AND tag.seq = feed.seq)
        UNION ALL
        SELECT 'crowded ' || seq FROM size WHERE rows > \(ExchangeLimits.rowsPerNumber)
        UNION ALL
        SELECT 'no record ' || first_key FROM feed
            WHERE last_key - first_key + 1 !=
                (SELECT count(*) FROM record WHERE key BETWEEN first_key AND last_key)
        UNION ALL
        SELECT 'not once ' || key FROM audience
            WHERE 1 != (SELECT count(*) FROM feed
                WHERE feed.office = audience.office AND feed.seq = audience.seq
                AND audience.key BETWEEN first_key AND last_key)
        UNION ALL
        SELECT 'miscounted ' || number FROM office
            WHERE held != (SELECT count(*) FROM audience WHERE audience.office = office.number)
            OR held != (SELECT coalesce(sum(rows), 0) FROM size WHERE size.office = office.number)
        UNION ALL
        SELECT 'touching ' || a.last_key FROM feed AS a JOIN feed AS b
            ON a.office = b.office AND a.seq = b.seq AND a.last_key + 1 = b.first_key
        """
}
