/// Lines of cells in aligned columns, separated by two spaces.
package struct Table: Sendable {
    /// How a column is set.
    package struct Column: Sendable {
        package enum Alignment: Sendable { case left, right }

        package let title: String
        package let alignment: Alignment
        /// Whether its cells are cut, with an ellipsis, when the table is wider than the terminal.
        package let shrinks: Bool

        package init(_ title: String, _ alignment: Alignment = .left, shrinks: Bool = false) {
            self.title = title
            self.alignment = alignment
            self.shrinks = shrinks
        }
    }

    package let columns: [Column]
    package private(set) var rows: [[String]] = []

    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; a row with another count of cells is a programmer's error.
    package mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "a row has one cell per column")
        rows.append(cells.map { $0.onOneLine })
    }

    /// The table as text: titles, then rows, no spaces at the ends of lines, no last line end.
    ///
    /// - Parameter width: the columns of the terminal; `nil` where nothing need be cut.
    package func text(width: Int? = nil) -> String {
        let lines = [columns.map(\.title)] + rows
        var widths = columns.indices.map { column in
            lines.map { $0[column].displayWidth }.max() ?? 0
        }
        if let width { shrink(&widths, to: width) }
        return lines.map { cells in
            let set = zip(columns.indices, cells).map { index, cell in
                cell.set(in: widths[index], columns[index].alignment)
            }
            return set.joined(separator: "  ").trimmingEnd
        }.joined(separator: "\n")
    }

    /// Takes the excess from the columns that shrink, the widest first, leaving each 8 at least.
    private func shrink(_ widths: inout [Int], to total: Int) {
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - total
        while excess > 0 {
            let shrinkable = columns.indices.filter { columns[$0].shrinks && widths[$0] > 8 }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }
}

extension String {
    /// How many columns of a terminal the text takes: accents take none of their own, and the wide
    /// letters of East Asian scripts and emoji take two.
    package var displayWidth: Int {
        reduce(0) { $0 + $1.displayWidth }
    }

    fileprivate func set(in width: Int, _ alignment: Table.Column.Alignment) -> String {
        let own = displayWidth
        guard own <= width else { return cut(to: width) }
        let padding = String(repeating: " ", count: width - own)
        return alignment == .left ? self + padding : padding + self
    }

    private func cut(to width: Int) -> String {
        var kept = ""
        var used = 0
        for character in self {
            used += character.displayWidth
            if used > width - 1 { break }
            kept.append(character)
        }
        return kept + "…"
    }

    fileprivate var onOneLine: String {
        String(map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }

    fileprivate var trimmingEnd: String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        guard let scalar = unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x200b...0x200f, 0xfeff: return 0
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
            0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
            return 2
        default: return 1
        }
    }
}
