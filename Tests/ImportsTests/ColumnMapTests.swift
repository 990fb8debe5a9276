import Charter
import SyncCore
import Testing

@testable import Imports

@Suite("The map of a spreadsheet's columns")
struct ColumnMapTests {
    @Test func `settings and columns are read, and the charter's fields found`() throws {
        let map = try parse(
            """
            encoding: windows-1252
            separator: ";"
            dates: JJ/MM/AAAA
            key: N° CAF
            columns:
              Nom: person.family-name
              "Signé": { field: contract.signed, dates: AAAA-MM-JJ }
            """)
        #expect(map.encoding == .windows1252)
        #expect(map.separator == .semicolon)
        #expect(map.key == "N° CAF")
        #expect(map.columns.map(\.title) == ["Nom", "Signé"])
        #expect(map.columns.map(\.field.text) == ["family-name", "signed"])
        #expect(map.columns.map(\.dates) == [DatePattern("JJ/MM/AAAA")!, .iso])
    }

    @Test func `everything that is wrong is told with its line and column`() throws {
        let refusal = refusal(
            """
            encoding: klingon
            dates: JJ/MM/AA
            colour: blue
            columns:
              Nom: person.family-name
              Nom de naissance: person.family-name
              Né: person.born
              État: { field: contract.status, codes: { "x": unheard-of }, colour: blue }
              Vide: {}
            """)
        #expect(refusal?.code == "map-refused")
        #expect(
            refusal?.findings.map { [$0.line, $0.column] } == [
                [1, 11], [2, 8], [3, 1], [6, 21], [7, 7], [8, 49], [8, 63], [9, 9],
            ])
    }

    @Test(arguments: [
        "", "just words", "[1, 2]", "columns: {}", "columns: [", "columns: { a: b, a: c }",
        "columns: { Début: contract.start }", "a: &a [x]\nb: [*a, *a]", "a: &é x",
        String(repeating: "#", count: 70_000),
    ]) func `what is no map is refused`(yaml: String) {
        #expect(refusal(yaml) != nil)
    }

    @Test func `an ampersand between words is no anchor`() throws {
        let map = try parse("columns: { Nom & prénom: person.family-name }")
        #expect(map.columns.map(\.title) == ["Nom & prénom"])
    }

    private func parse(_ yaml: String) throws(ColumnMapRefusal) -> ColumnMap {
        try ColumnMap.parse(yaml, file: "map.yaml", charter: Charter.insertion())
    }

    private func refusal(_ yaml: String) -> ColumnMapRefusal? {
        do {
            _ = try parse(yaml)
            return nil
        } catch {
            return error
        }
    }
}
