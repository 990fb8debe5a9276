import Charter
import GRDB
import StoreFile
import SyncCore

/// The readable row of each record of one type: what an admin's SQL needs no decoding for.
///
/// `summary_contract` has a column for each register, named as the register is (`status`,
/// `"themes/housing"`), which holds the value under the merge rule: NULL when it was never written,
/// was withdrawn, or when a person must decide; `_conflicts` counts the latter. No charter word
/// begins with an underscore, so no register can take that name. `readable_contract` is the same
/// with the record's identifier. Rows are made from the packed states, and can be made anew.
struct SummaryTable: Sendable {
    let type: Code
    let name: String
    let columns: [Column]
    private let columnOf: [FieldName: Int]

    struct Column: Sendable {
        let register: FieldName
        /// `INTEGER` or `TEXT`.
        let affinity: String
        let rule: MergeRule

        var quoted: String { "\"\(register.text)\"" }
    }

    init(_ type: SummaryType) {
        self.type = type.name
        name = "summary_\(type.name)"
        columns = type.fields.flatMap { field in
            field.registers.map {
                Column(register: $0, affinity: Self.affinity(of: field.shape), rule: field.merge)
            }
        }
        columnOf = Dictionary(
            uniqueKeysWithValues: columns.enumerated().map { ($1.register, $0) })
    }

    private static func affinity(of shape: SummaryField.Shape) -> String {
        switch shape {
        case .flag, .number, .set: "INTEGER"
        case .code: "TEXT"
        }
    }

    // MARK: Rows

    /// Where the values of records of one shape go.
    struct Plan: Sendable {
        /// For each version, the column; `nil` for one that takes part in concurrent values or that
        /// the charter doesn't know.
        let columns: [Int?]
        /// The columns that no single version fills.
        let others: [Int]
        /// Registers with several versions.
        let concurrent: [(register: FieldName, column: Int)]
    }

    /// The plan for records of this shape.
    func plan(for shape: RecordShape) -> Plan {
        var versions = [Int](repeating: 0, count: shape.names.count)
        for name in shape.nameOfVersion { versions[name] += 1 }
        let places = shape.names.map { columnOf[$0] }
        let filled = shape.nameOfVersion.map { versions[$0] == 1 ? places[$0] : nil }
        return Plan(
            columns: filled,
            others: Set(columns.indices).subtracting(filled.compactMap(\.self)).sorted(),
            concurrent: shape.names.indices.compactMap { name in
                guard versions[name] > 1, let column = places[name] else { return nil }
                return (shape.names[name], column)
            })
    }

    /// Takes `_key`, `_conflicts`, then the columns.
    var insertion: String {
        let names = (["_key", "_conflicts"] + columns.map(\.quoted)).joined(separator: ", ")
        let marks = Array(repeating: "?", count: columns.count + 2).joined(separator: ", ")
        return "INSERT OR REPLACE INTO \"\(name)\" (\(names)) VALUES (\(marks))"
    }

    /// Binds a record's values to `insertion`.
    func bind(_ state: PackedRecord, key: Int64, by plan: Plan, to insertion: RawStatement) {
        insertion.bind(key, at: 1)
        for column in plan.others { insertion.bind(.withdrawn, at: Int32(column + 3)) }
        for (index, column) in plan.columns.enumerated() {
            if let column { insertion.bind(state.values[index], at: Int32(column + 3)) }
        }
        insertion.bind(bindConcurrent(of: state, by: plan, to: insertion), at: 2)
    }

    /// Returns how many registers a person must decide on.
    private func bindConcurrent(
        of state: PackedRecord, by plan: Plan, to insertion: RawStatement
    ) -> Int64 {
        guard !plan.concurrent.isEmpty else { return 0 }
        let record = state.unpacked()
        var conflicts: Int64 = 0
        for (register, column) in plan.concurrent {
            switch record[register].reading(columns[column].rule) {
            case .absent: break
            case .settled(let value): insertion.bind(value, at: Int32(column + 3))
            case .concurrent: conflicts += 1
            }
        }
        return conflicts
    }

    var deletion: String { "DELETE FROM \"\(name)\" WHERE _key = ?" }

    /// Conflicts after a key, by way of the index that holds nothing else.
    var conflictsAfterKey: String {
        """
        SELECT summary._key, record.id, record.state, record.audience
        FROM "\(name)" AS summary INDEXED BY "\(name)_conflicts"
        CROSS JOIN record ON record.key = summary._key
        WHERE summary._conflicts > 0 AND summary._key > ?
        ORDER BY summary._key LIMIT ?
        """
    }

    // MARK: Layout

    /// Creates the table, or adds the columns that it lacks, and makes its view anew. A column of
    /// another affinity than before is replaced: its values are made anew anyway.
    func layOut(in db: Database) throws {
        try db.execute(sql: "DROP VIEW IF EXISTS \"readable_\(type)\"")
        if try db.tableExists(name) {
            try addMissingColumns(in: db)
        } else {
            let definitions = columns.map { ", \($0.quoted) \($0.affinity)" }.joined()
            try db.execute(
                sql: """
                    CREATE TABLE "\(name)" (
                        _key INTEGER PRIMARY KEY, _conflicts INTEGER NOT NULL\(definitions)
                    ) STRICT;
                    CREATE INDEX "\(name)_conflicts" ON "\(name)" (_key) WHERE _conflicts > 0;
                    """)
        }
        let shown = columns.map { ", summary.\($0.quoted)" }.joined()
        try db.execute(
            sql: """
                CREATE VIEW "readable_\(type)" AS
                SELECT lower(hex(record.id)) AS _id, summary._conflicts\(shown)
                FROM "\(name)" AS summary JOIN record ON record.key = summary._key
                """)
    }

    private func addMissingColumns(in db: Database) throws {
        var affinities: [String: String] = [:]
        for column in try db.columns(in: name) {
            affinities[column.name.lowercased()] = column.type
        }
        for column in columns {
            let present = affinities[column.register.text.lowercased()]
            if present == column.affinity { continue }
            if present != nil {
                try db.execute(sql: "ALTER TABLE \"\(name)\" DROP COLUMN \(column.quoted)")
            }
            try db.execute(
                sql: "ALTER TABLE \"\(name)\" ADD COLUMN \(column.quoted) \(column.affinity)")
        }
    }
}
