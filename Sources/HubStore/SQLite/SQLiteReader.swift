import GRDB
import StoreFile
import SyncCore

/// One state of a hub's SQLite file.
class SQLiteReader: HubReader {
    let db: Database
    let tables: SummaryTables
    private var records = RecordReader()
    /// Where the records are that were looked for in this transaction.
    var places: Places = [:]

    typealias Places = [RecordID: Place]

    init(_ db: Database, _ tables: SummaryTables) {
        self.db = db
        self.tables = tables
    }

    func charterNumber() throws -> Int64? {
        let newest = try RawStatement(db, "SELECT max(number) FROM charter")
        defer { newest.reset() }
        guard try newest.step(), !newest.isNull(0) else { return nil }
        return newest.int64(0)
    }

    func charters() throws -> [StoredCharter] {
        let rows = try RawStatement(db, "SELECT number, source FROM charter ORDER BY number")
        var charters: [StoredCharter] = []
        while try rows.step() {
            charters.append(StoredCharter(number: rows.int64(0), source: rows.text(1)))
        }
        return charters
    }

    func offices() throws -> [Office] {
        let rows = try RawStatement(
            db,
            "SELECT number, name, enrolled, last_exchange, seq, revoked FROM office ORDER BY number"
        )
        var offices: [Office] = []
        while try rows.step() {
            offices.append(
                Office(
                    number: OfficeNumber(rows.int64(0)), name: rows.text(1),
                    enrolled: rows.text(2), lastExchange: rows.isNull(3) ? nil : rows.text(3),
                    head: UInt64(rows.int64(4)), revoked: rows.isNull(5) ? nil : rows.text(5)))
        }
        return offices
    }

    func parts() throws -> [OfficeNumber: OfficePart] {
        let rows = try RawStatement(db, "SELECT number, held FROM office")
        let erasures = try RawStatement(
            db, "SELECT audience FROM record INDEXED BY record_erased WHERE state IS NULL")
        var erased: [OfficeNumber: Int] = [:]
        while try erasures.step() {
            for office in try erasures.audience(0).offices { erased[office, default: 0] += 1 }
        }
        var parts: [OfficeNumber: OfficePart] = [:]
        while try rows.step() {
            let office = OfficeNumber(rows.int64(0))
            let gone = erased[office] ?? 0
            parts[office] = OfficePart(records: Int(rows.int64(1)) - gone, erased: gone)
        }
        return parts
    }

    func office(ofSecretDigest digest: [UInt8]) throws -> EnrolledSecret? {
        let found = try RawStatement(
            db,
            "SELECT number, secret_sha256 FROM office WHERE secret_sha256 = ?")
        found.bind(digest, at: 1)
        defer { found.reset() }
        guard try found.step() else { return nil }
        return EnrolledSecret(
            office: OfficeNumber(found.int64(0)), digest: found.bytes(1))
    }

    func find(_ reads: HubReads, for office: OfficeNumber) throws -> HubFound {
        var found = HubFound(known: [.zero], limitBytes: reads.limitBytes)
        found.rows.reserveCapacity(reads.ids.count + reads.references.count)
        let record = try RawStatement(
            db,
            """
            SELECT key, audience, state FROM record
            WHERE key = (SELECT key FROM identifier WHERE id = ?)
            """)
        func look(for id: RecordID, isStateNeeded: Bool) throws {
            record.bind(id, at: 1)
            defer { record.reset() }
            guard try record.step() else {
                places[id] = Place()
                return
            }
            let audience = try record.audience(1)
            places[id] = Place(key: record.int64(0), audience: audience)
            let isErased = record.isNull(2)
            if isErased || !isStateNeeded {
                found.take(id, audience: audience.offices, isErased: isErased)
            } else {
                try found.take(id, audience: audience.offices) {
                    try records.read(record.bytes(2))
                }
            }
        }
        for id in reads.ids + (try resolve(reads.references, of: office, into: &found)) {
            try look(for: id, isStateNeeded: true)
        }
        for id in reads.erasures { try look(for: id, isStateNeeded: false) }
        try findKnown(reads.checkpoints, of: office, into: &found)
        return found
    }

    /// Finds what the references name among the office's records. A reference that more records of the
    /// hub go by than chance could ever bring about is taken to name several.
    private func resolve(
        _ references: [RecordReference], of office: OfficeNumber, into found: inout HubFound
    ) throws -> [RecordID] {
        let most: Int64 = 32
        let named = try RawStatement(
            db,
            """
            SELECT record.id, audience FROM identifier CROSS JOIN record USING (key)
            WHERE identifier.id BETWEEN ? AND ? LIMIT ?
            """)
        named.bind(most + 1, at: 3)
        var resolved: [RecordID] = []
        for reference in references {
            named.bind(reference.identifiers.lowerBound, at: 1)
            named.bind(reference.identifiers.upperBound, at: 2)
            var (ids, count): ([RecordID], Int64) = ([], 0)
            while try named.step() {
                count += 1
                if try named.audience(1).contains(office) { ids.append(try named.id(0)) }
            }
            guard ids.count == 1, count <= most else { continue }
            found.references[reference] = ids[0]
            resolved.append(ids[0])
        }
        return resolved
    }

    private func findKnown(
        _ checkpoints: [Checkpoint], of office: OfficeNumber, into found: inout HubFound
    ) throws {
        let tag = try RawStatement(db, "SELECT 1 FROM tag WHERE office = ? AND seq = ? AND tag = ?")
        for checkpoint in checkpoints where Int64(exactly: checkpoint.seq) != nil {
            tag.bind(office.value, at: 1)
            tag.bind(seq: checkpoint.seq, at: 2)
            tag.bind(Int64(bitPattern: checkpoint.tag), at: 3)
            if try tag.step() { found.known.insert(checkpoint) }
            tag.reset()
        }
    }

    func head(of office: OfficeNumber) throws -> Checkpoint {
        let last = try RawStatement(
            db, "SELECT seq, tag FROM tag WHERE office = ? ORDER BY seq DESC LIMIT 1")
        last.bind(office.value, at: 1)
        defer { last.reset() }
        guard try last.step() else { return .zero }
        return Checkpoint(
            seq: UInt64(last.int64(0)), tag: UInt64(bitPattern: last.int64(1)))
    }

    func feed(of office: OfficeNumber, to pager: inout FeedPager) throws {
        let rows = try RawStatement(
            db,
            """
            SELECT feed.seq, record.id, record.state FROM feed
            CROSS JOIN record ON record.key BETWEEN feed.first_key AND feed.last_key
            WHERE feed.office = ? AND feed.seq > ?
            ORDER BY feed.seq, feed.first_key, record.key
            """)
        rows.bind(office.value, at: 1)
        rows.bind(seq: pager.cursor, at: 2)
        defer { rows.reset() }
        while try rows.step() {
            let goesOn = try pager.take(seq: UInt64(rows.int64(0)), id: try rows.id(1)) {
                rows.isNull(2) ? nil : try records.read(rows.bytes(2))
            }
            guard goesOn else { return }
        }
    }

    func records(
        of office: OfficeNumber?, _ body: (RecordID, PackedRecord) throws -> Void
    ) throws {
        // Along the two trees of the identifiers, so that nothing is sorted nor held.
        let rows = try RawStatement(
            db,
            """
            SELECT latest_identifier.id, state, audience
                FROM latest_identifier CROSS JOIN record USING (key) WHERE state IS NOT NULL
            UNION ALL SELECT settled_identifier.id, state, audience
                FROM settled_identifier CROSS JOIN record USING (key) WHERE state IS NOT NULL
            ORDER BY 1
            """)
        defer { rows.reset() }
        while try rows.step() {
            if let office, try !rows.audience(2).contains(office) { continue }
            try body(try rows.id(0), try records.read(rows.bytes(1)))
        }
    }

    func conflicted(after place: ConflictPlace?, limit: Int) throws -> [ConflictedRecord] {
        let first = place.map { tables.place(of: $0.type) ?? tables.tables.count } ?? 0
        var found: [ConflictedRecord] = []
        for table in tables.tables[first...] where found.count < limit {
            let rows = try RawStatement(db, table.conflictsAfterKey)
            rows.bind(place?.type == table.type ? place!.key : 0, at: 1)
            rows.bind(Int64(limit - found.count), at: 2)
            while try rows.step() {
                let key = rows.int64(0)
                found.append(
                    ConflictedRecord(
                        place: ConflictPlace(type: table.type, key: key), id: try rows.id(1),
                        state: try records.read(rows.bytes(2)),
                        audience: try rows.audience(3).offices))
            }
        }
        return found
    }

    func counts() throws -> HubCounts {
        func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
        return HubCounts(
            records: try tables.tables.map { table in
                HubCounts.TypeCount(
                    type: table.type,
                    records: try count("SELECT count(*) FROM \"\(table.name)\""),
                    conflicted: try count(
                        "SELECT count(*) FROM \"\(table.name)\" WHERE _conflicts > 0"))
            },
            erased: try count("SELECT count(*) FROM record WHERE state IS NULL"))
    }

    func acts(limit: Int) throws -> [Act] {
        let rows = try RawStatement(
            db,
            """
            SELECT kind, by, day, record, about, actor FROM act ORDER BY number DESC LIMIT ?
            """)
        rows.bind(Int64(limit), at: 1)
        var acts: [Act] = []
        while try rows.step() {
            guard let kind = Act.Kind(rawValue: rows.text(0)) else { continue }
            acts.append(
                Act(
                    kind, by: rows.text(1), on: rows.text(2),
                    record: RecordID(bytes: rows.bytes(3)),
                    about: rows.isNull(4) ? nil : rows.text(4),
                    actor: ActorID(bytes: rows.bytes(5))))
        }
        return acts
    }

    func identifiers(in range: ClosedRange<RecordID>, limit: Int) throws -> [RecordID] {
        let rows = try RawStatement(
            db, "SELECT id FROM identifier WHERE id >= ? AND id <= ? LIMIT ?")
        rows.bind(range.lowerBound, at: 1)
        rows.bind(range.upperBound, at: 2)
        rows.bind(Int64(limit), at: 3)
        var found: [RecordID] = []
        while try rows.step() { found.append(try rows.id(0)) }
        return found
    }

    /// Where in `places` the record's place is, whether it is held, erased or absent.
    func place(of id: RecordID) throws -> Places.Index {
        if let index = places.index(forKey: id) { return index }
        let found = try RawStatement(
            db,
            """
            SELECT key, audience FROM record
            WHERE key = (SELECT key FROM identifier WHERE id = ?)
            """)
        found.bind(id, at: 1)
        defer { found.reset() }
        places[id] =
            try found.step()
            ? Place(key: found.int64(0), audience: try found.audience(1)) : Place()
        return places.index(forKey: id)!
    }
}

/// Where a record is in the store, and in which feeds.
struct Place {
    static let absent: Int64 = 0

    /// `absent` for a record that isn't there.
    private(set) var key = absent
    private(set) var audience = Audience()
    /// Whether the row in the store has another audience than this.
    private(set) var owesAudience = false
    /// The numbers at which feeds listed it before `list`, and still do.
    var left: [OfficeNumber: Int64] = [:]

    init() {}

    init(key: Int64, audience: Audience) {
        self.key = key
        self.audience = audience
    }

    mutating func list(for office: OfficeNumber, at seq: Int64) {
        if let old = audience.list(for: office, at: seq) { left[office] = old }
        owesAudience = true
    }

    /// The row in the store has this key, and says all that this does.
    mutating func isWritten(under key: Int64) {
        self.key = key
        owesAudience = false
    }
}
