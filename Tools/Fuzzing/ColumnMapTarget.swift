import Charter
import Imports

/// Any text ends in findings with their places, or in a map by which a spreadsheet can be read.
enum ColumnMapTarget {
    static func run(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let charter = FuzzCharter.small
        guard let map = try read(text, by: charter) else { return }
        let titles = map.columns.map(\.title) + (map.key.map { [$0] } ?? [])
        let cells = titles.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
        let separator = map.separator?.rawValue ?? ";"
        let row = cells.joined(separator: separator)
        // The titles once more, as values, and a row of a code, a date and nothing.
        let other = titles.indices.map { ["signed", "2026-02-10", "", "3"][$0 % 4] }
        let file = Array("\(row)\n\(row)\n\(other.joined(separator: separator))\n".utf8)
        guard let reader = try? CSVReader(ByteSource(file), map: map, charter: charter) else {
            return
        }
        try CaseReading.check(reader, of: file, by: charter)
    }

    /// The map; `nil` for a text that is refused as it should be.
    private static func read(_ text: String, by charter: Charter) throws -> ColumnMap? {
        do throws(ColumnMapRefusal) {
            return try ColumnMap.parse(text, file: "map.yaml", charter: charter)
        } catch {
            try promise(!error.findings.isEmpty, "a refusal says why")
            return nil
        }
    }
}
