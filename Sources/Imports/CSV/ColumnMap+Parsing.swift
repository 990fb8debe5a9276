package import Charter

extension ColumnMap {
    /// The bytes that a map may have: some hundred columns with their codes.
    static let maximumBytes = 64 * 1024

    /// Reads a map and checks it against the charter.
    ///
    ///     encoding: windows-1252        # utf-8 unless said
    ///     separator: ";"                # found from the header unless said
    ///     dates: JJ/MM/AAAA             # AAAA-MM-JJ unless said
    ///     key: "N° de dossier"          # rows with the same key are the same person
    ///     columns:
    ///       "Nom": person.family-name
    ///       "Signé le": { field: contract.signed, dates: JJ/MM/AAAA }
    ///       "État": { field: contract.status, codes: { "En cours": validated } }
    ///       "Thèmes": { field: contract.themes, between: "," }
    ///
    /// Throws everything that is wrong, with its line and column.
    package static func parse(
        _ yaml: String, file: String, charter: Charter
    ) throws(ColumnMapRefusal) -> ColumnMap {
        var reader = ColumnMapReader(charter: charter)
        guard let map = reader.read(yaml), reader.findings.isEmpty else {
            let sorted = reader.findings.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
            throw ColumnMapRefusal(file: file, findings: sorted)
        }
        return map
    }
}
