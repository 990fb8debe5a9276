package import Charter

/// Reads a spreadsheet as the map says: each row is a person, with what else it says about them.
///
/// Rows with the same key are the same person. A row may leave the person's columns empty when an
/// earlier one has filled them; it may not contradict it.
package struct CSVReader: CaseReader {
    package private(set) var tally = ImportTally()

    private let charter: Charter
    private let map: ColumnMap
    private var rows: CSVRows
    private var header: CSVHeader?
    private var persons: CSVPersons

    /// Throws `input-encoding` for a file that can't be in the encoding that the map says.
    package init(
        _ source: ByteSource, map: ColumnMap, charter: Charter
    ) throws(ImportRefusal) {
        try self.init(source, map: map, charter: charter, limits: CSVLimits())
    }

    init(
        _ source: ByteSource, map: ColumnMap, charter: Charter, limits: CSVLimits
    ) throws(ImportRefusal) {
        self.map = map
        self.charter = charter
        rows = try CSVRows(
            source, encoding: map.encoding, separator: map.separator, limits: limits)
        persons = CSVPersons(maximum: limits.persons)
    }

    package mutating func next() throws(ImportRefusal) -> ImportItem? {
        let header = try readHeader()
        let item: ImportItem
        switch nextRow() {
        case .success(nil):
            if let failure = rows.failure { throw failure }
            tally.isComplete = true
            return nil
        case .success(let row?):
            item = self.item(row, header)
        case .failure(let fault):
            item = .refused([header.finding(fault)])
        }
        tally.count(item)
        return item
    }

    private mutating func nextRow() -> Result<CSVRows.Row?, CSVRows.Fault> {
        Result { () throws(CSVRows.Fault) in try rows.next() }
    }

    private mutating func readHeader() throws(ImportRefusal) -> CSVHeader {
        if let header { return header }
        switch nextRow() {
        case .success(nil):
            throw rows.failure ?? .malformed(line: 1, rule: .cut)
        case .success(let row?):
            let read = try CSVHeader(row, map: map, charter: charter)
            header = read
            return read
        case .failure(let fault):
            if fault.rule == .encoding { throw .encoding(line: fault.line) }
            throw .malformed(line: fault.line, rule: fault.rule)
        }
    }

    private mutating func item(_ row: CSVRows.Row, _ header: CSVHeader) -> ImportItem {
        guard row.cells.count == header.titles.count else {
            let last = min(row.cells.count, header.titles.count)
            return .refused([header.finding(.cellCount, line: row.line, column: last)])
        }
        let cells = row.cells.map { CellReading.trim($0) }
        for index in header.unmapped where !cells[index].isEmpty {
            tally.dropped[header.titles[index], default: 0] += 1
        }
        var drafts = header.drafts(of: cells, line: row.line)
        var person = drafts.removeFirst()
        let key = header.key.map { cells[$0] }
        if let key, let index = header.key {
            let rule = persons.check(key, &person, charter: charter, line: row.line)
            if let rule { person.note(rule, line: row.line, place: header.titles[index]) }
        } else {
            person.close(line: row.line, charter: charter)
        }
        drafts.removeAll(where: \.isEmpty)
        for index in drafts.indices { drafts[index].close(line: row.line, charter: charter) }

        let findings = person.findings + drafts.flatMap(\.findings)
        guard findings.isEmpty else { return .refused(findings) }
        return .cases([
            ImportedCase(
                line: row.line, key: key, person: person.record, attached: drafts.map(\.record))
        ])
    }
}
