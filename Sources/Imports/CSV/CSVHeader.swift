import Charter
import SyncCore

/// The first row of a spreadsheet, matched with the map.
struct CSVHeader {
    let titles: [String]
    /// The index of the column that names the person.
    let key: Int?
    /// The columns that nothing takes.
    let unmapped: [Int]

    /// The columns that are taken, by type: the person's first, then in the order of the charter.
    private let groups: [Group]

    private struct Group {
        let type: RecordType
        let columns: [(index: Int, reading: CellReading)]
    }

    /// Throws `columns-missing` and `columns-repeated`. Only titles that the map names are told: the
    /// first line of a file without a header is somebody's data.
    init(_ row: CSVRows.Row, map: ColumnMap, charter: Charter) throws(ImportRefusal) {
        let titles = row.cells.map { CellReading.trim($0) }
        var places: [String: Int] = [:]
        for title in map.columns.map(\.title) + (map.key.map { [$0] } ?? []) {
            let indices = titles.indices.filter { titles[$0] == title }
            if indices.count > 1 { throw .columns("columns-repeated", [title], line: row.line) }
            places[title] = indices.first
        }
        let wanted = map.columns.map(\.title) + (map.key.map { [$0] } ?? [])
        let missing = wanted.filter { places[$0] == nil }
        guard missing.isEmpty else {
            throw .columns("columns-missing", missing, line: row.line)
        }
        self.titles = titles
        key = map.key.flatMap { places[$0] }
        let used = Set(places.values)
        unmapped = titles.indices.filter { !used.contains($0) }
        let person = charter.types.filter { $0.subject == .person && map.types.contains($0.name) }
        let others = charter.types.filter { $0.subject != .person && map.types.contains($0.name) }
        groups = (person + others).map { type in
            let columns = map.columns.filter { $0.type == type.name }
            return Group(
                type: type,
                columns: columns.compactMap { column in
                    guard let index = places[column.title], let field = type.field(column.field)
                    else { return nil }
                    return (
                        index,
                        CellReading(
                            field: field, dates: column.dates, codes: column.codes,
                            between: column.between)
                    )
                })
        }
    }

    /// One draft for each type that the map names, the person's first. The cells are trimmed.
    func drafts(of cells: [String], line: Int) -> [CaseDraft] {
        groups.map { group in
            var draft = CaseDraft(group.type)
            for (index, reading) in group.columns {
                draft.place(reading.field.name, at: titles[index])
                guard !cells[index].isEmpty else { continue }
                let (value, rule) = reading.value(of: cells[index])
                draft.put(value, in: reading.field, line: line, place: titles[index], else: rule)
            }
            return draft
        }
    }

    func finding(_ fault: CSVRows.Fault) -> ImportFinding {
        finding(fault.rule, line: fault.line, column: fault.column)
    }

    /// Names the column by its title, or by its number past the header.
    func finding(_ rule: ImportRule, line: Int, column: Int) -> ImportFinding {
        let place = column < titles.count ? titles[column] : "\(column + 1)"
        return ImportFinding(line: line, place: place, rule: rule)
    }
}
