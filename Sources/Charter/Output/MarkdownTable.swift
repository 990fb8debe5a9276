/// A table in Markdown.
struct MarkdownTable {
    private let columns: [String]
    private var rows: [[String]] = []

    init(_ columns: [String]) {
        self.columns = columns
    }

    mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "a row has as many cells as the table")
        rows.append(cells)
    }

    var lines: [String] {
        let rule = columns.map { _ in "---" }
        return ([columns, rule] + rows).map { row in
            "| " + row.map(Self.escaped).joined(separator: " | ") + " |"
        }
    }

    /// The text as Markdown shows it, whatever it holds.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "|", "\\", "`", "*", "_", "[", "]", "#": escaped += "\\\(character)"
            case "<": escaped += "&lt;"
            case "&": escaped += "&amp;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
