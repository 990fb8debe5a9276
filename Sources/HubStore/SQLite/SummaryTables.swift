import Charter
import GRDB
import StoreFile
import SyncCore

/// The readable rows of all types of the hub's charter.
struct SummaryTables: Sendable {
    /// In the order of the charter.
    let tables: [SummaryTable]
    private let places: [Code: Int]

    init(_ schema: SummarySchema) {
        tables = schema.types.map(SummaryTable.init)
        places = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1.type, $0) })
    }

    /// Before a hub has a charter.
    static let none = SummaryTables(SummarySchema(types: []))

    func place(of type: Code) -> Int? { places[type] }

    subscript(type: Code) -> SummaryTable? { places[type].map { tables[$0] } }

    /// Refuses words that differ in nothing but capitals: SQLite couldn't tell them apart.
    func checkNames() throws {
        let names = [tables.map(\.name)] + tables.map { $0.columns.map(\.register.text) }
        for names in names where Set(names.map { $0.lowercased() }).count < names.count {
            throw HubRefusal.namesCollide
        }
    }

    /// Lays out every table, empties them, and makes each record's row anew. O(records).
    func layOut(in db: Database) throws {
        try checkNames()
        for table in tables { try table.layOut(in: db) }
        let all = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_schema
                WHERE type = 'table' AND name LIKE 'summary\\_%' ESCAPE '\\'
                """)
        for name in all { try db.execute(sql: "DELETE FROM \"\(name)\"") }
        var rows = SummaryRows(self, in: db)
        var reader = RecordReader()
        let records = try RawStatement(db, "SELECT key, state FROM record WHERE state IS NOT NULL")
        while try records.step() {
            try rows.put(try reader.read(records.bytes(1)), key: records.int64(0))
        }
    }
}

/// Writes readable rows in one transaction, remembering how the shapes that came last are laid out.
struct SummaryRows {
    private let tables: SummaryTables
    private let db: Database
    private var lanes: [Lane?]

    private struct Lane {
        let insertion: RawStatement
        var plans = ShapeCache<SummaryTable.Plan>()
    }

    init(_ tables: SummaryTables, in db: Database) {
        self.tables = tables
        self.db = db
        lanes = tables.tables.map { _ in nil }
    }

    /// Writes the row of a record; one of a type that the charter doesn't know has none.
    mutating func put(_ state: PackedRecord, key: Int64) throws {
        guard let place = tables.place(of: state.type) else { return }
        let table = tables.tables[place]
        if lanes[place] == nil {
            lanes[place] = Lane(insertion: try RawStatement(db, table.insertion))
        }
        // In place: a copy of the cache for each record would cost more than it saves.
        let plan = lanes[place]!.plans.value(for: state.shape) { table.plan(for: state.shape) }
        let insertion = lanes[place]!.insertion
        table.bind(state, key: key, by: plan, to: insertion)
        try insertion.run()
    }

    func delete(_ key: Int64, type: Code) throws {
        guard let table = tables[type] else { return }
        let deletion = try RawStatement(db, table.deletion)
        deletion.bind(key, at: 1)
        try deletion.run()
    }
}
