import Charter
import Imports
import SyncCore

/// Whatever stands in a spreadsheet, each row is taken as the charter allows, or refused with a line.
enum CSVTarget {
    /// The first byte chooses the map.
    static func run(_ bytes: [UInt8]) throws {
        guard let first = bytes.first else { return }
        let map = maps[Int(first) % maps.count]
        let file = Array(bytes.dropFirst())
        let charter = FuzzCharter.small
        let source = ByteSource(file, step: 7)
        guard let reader = try? CSVReader(source, map: map, charter: charter) else { return }
        try CaseReading.check(reader, of: file, by: charter)
    }

    private static let maps: [ColumnMap] = [
        "{ key: N, columns: { Nom: person.family-name, Né: person.birth-date } }",
        """
        encoding: windows-1252
        separator: ";"
        dates: JJ/MM/AAAA
        columns:
          Nom: person.family-name
          Etat: { field: contract.status, codes: { "En cours": signed } }
          Themes: { field: contract.themes, between: "," }
          Debut: { field: contract.start, dates: AAAA-MM-JJ }
          Duree: contract.duration
          Urgent: contract.urgent
          Lieu: contract.place
        """,
    ].map { (text: String) in
        do throws(ColumnMapRefusal) {
            return try ColumnMap.parse(text, file: "map.yaml", charter: FuzzCharter.small)
        } catch {
            fatalError("the fuzzers' map is refused:\n\(error.what.en)")
        }
    }
}
