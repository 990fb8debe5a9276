package import SyncCore

/// Says which column of a spreadsheet is which field of which record, and how it is written.
package struct ColumnMap: Hashable, Sendable {
    package let encoding: TextEncoding
    /// `nil` to find it from the header.
    package let separator: CSVSeparator?
    /// The column that says which rows are about the same person.
    package let key: String?
    /// In the order of the map.
    package let columns: [Column]

    /// One column that is taken.
    package struct Column: Hashable, Sendable {
        /// As the header writes it, without the white space around.
        package let title: String
        package let type: Code
        package let field: Code
        let dates: DatePattern
        /// What the spreadsheet writes for a code, besides the code and its labels.
        let codes: [String: Code]
        /// What stands between the codes of a set.
        let between: String
    }

    /// The types of record that a row may make.
    var types: Set<Code> { Set(columns.map(\.type)) }
}
