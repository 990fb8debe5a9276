import Charter
import SyncCore
import Testing

@testable import Imports

@Suite("A spreadsheet and its map")
struct CSVReaderTests {
    private let charter = Charter.insertion()

    private static let map = """
        dates: JJ/MM/AAAA
        key: "N°"
        columns:
          Nom: person.family-name
          Prénom: person.given-name
          "Né(e) le": person.birth-date
          Enfants: person.children
          Contrat: { field: contract.kind, codes: { "RMI": rmi } }
          État: { field: contract.status, codes: { "En cours": validated } }
          Début: { field: contract.start, dates: AAAA-MM-JJ }
          Thèmes: { field: contract.themes, between: "," }
        """

    @Test func `a row makes a person and a contract, and rows with one key one person`() throws {
        let read = try read(
            """
            N°;Nom;Prénom;Né(e) le;Enfants;Contrat;État;Début;Thèmes;Couleur
            7;Martin;Anne;1/2/1980;2;RMI;En cours;2006-03-01;"Logement, health";bleu
            7;;;;;cer;Signé;2006-09-01;;
            8; Petit ;Léa;;;;;;;vert
            7;Martin;Anne;01/02/1980;2;;;;;
            """)
        let anne = record(
            "person",
            [
                "family-name": .text("Martin"), "given-name": .text("Anne"),
                "birth-date": .day("1980-02-01"), "children": .number(2),
            ])
        let lea = record(
            "person", ["family-name": .text("Petit"), "given-name": .text("Léa")])
        let nobody = record("person", [:])
        let first = record(
            "contract",
            [
                "kind": .word("rmi"), "status": .word("validated"), "start": .day("2006-03-01"),
                "themes": .words("housing", "health"),
            ])
        let second = record(
            "contract",
            ["kind": .word("cer"), "status": .word("signed"), "start": .day("2006-09-01")])
        #expect(
            read.items == [
                .cases([ImportedCase(line: 2, key: "7", person: anne, attached: [first])]),
                .cases([ImportedCase(line: 3, key: "7", person: nobody, attached: [second])]),
                .cases([ImportedCase(line: 4, key: "8", person: lea)]),
                .cases([ImportedCase(line: 5, key: "7", person: anne)]),
            ])
        #expect(read.tally.dropped == ["Couleur": 2])
        #expect(read.tally.isComplete)
    }

    @Test func `a bad row is told by line and column, and the others are taken`() throws {
        let read = try read(
            """
            N°;Nom;Prénom;Né(e) le;Enfants;Contrat;État;Début;Thèmes
            1;Martin;Anne;31/02/1980;two;XYZ;Signé;2006-03-01;Logement,Lune
            2;Martin;;;99;;;;
            3;Martin;Anne;;;rmi;;;
            ;Martin;Anne;;;;;;
            4;Martin;Anne
            5;Martin;Anne;;;;;;
            5;Martin;Jeanne;;;;;;
            6;Martin;Anne;1/2/80;;;;;
            """)
        func finding(_ line: Int, _ place: String, _ rule: ImportRule) -> ImportFinding {
            ImportFinding(line: line, place: place, rule: rule)
        }
        #expect(
            read.findings == [
                finding(2, "Né(e) le", .notADate), finding(2, "Enfants", .notANumber),
                finding(2, "Contrat", .notInList), finding(2, "Thèmes", .notInList),
                finding(3, "Enfants", .outOfRange), finding(3, "Prénom", .missing),
                finding(4, "État", .missing), finding(4, "Début", .missing),
                finding(5, "N°", .missing), finding(6, "Né(e) le", .cellCount),
                finding(8, "N°", .differs), finding(9, "Né(e) le", .notADate),
            ])
        #expect(read.cases.map(\.line) == [7])
        #expect(read.tally.refused == 7)
    }

    @Test func `without a key each row is a person of its own`() throws {
        let map = try parse("columns: { Nom: person.family-name, Prénom: person.given-name }")
        let text = "Nom,Prénom\nMartin,Anne\nMartin,Anne\n"
        let read = Read(
            try CSVReader(ByteSource(Array(text.utf8)), map: map, charter: charter))
        #expect(read.cases.count == 2)
        #expect(read.cases.allSatisfy { $0.key == nil })
    }

    @Test func `without the map's columns a file is refused, and no value of it told`() throws {
        let nobody = try read("Dupont;Jean\nMartin;Anne\n")
        #expect(nobody.refusal?.code == "columns-missing")
        #expect(nobody.refusal?.what.en.contains("Dupont") == false)
        let twice = try read("N°;Nom;Prénom;Né(e) le;Enfants;Contrat;État;Début;Thèmes;Nom\n")
        #expect(twice.refusal?.code == "columns-repeated")
        #expect(try read("").refusal?.code == "input-malformed")
        let latin = Array("N".utf8) + [0xB0] + Array(";Nom\n".utf8)
        let map = try parse(Self.map)
        let read = Read(try CSVReader(ByteSource(latin), map: map, charter: charter))
        #expect(read.refusal?.code == "input-encoding")
    }

    @Test func `more persons than a département has are refused`() throws {
        var limits = CSVLimits()
        limits.persons = 1
        let map = try parse(
            "{ key: N, columns: { Nom: person.family-name, Prénom: person.given-name } }")
        let text = "N,Nom,Prénom\n1,A,B\n2,C,D\n1,A,B\n"
        let read = Read(
            try CSVReader(
                ByteSource(Array(text.utf8)), map: map, charter: charter, limits: limits))
        #expect(read.findings == [ImportFinding(line: 3, place: "N", rule: .tooMany)])
        #expect(read.cases.map(\.line) == [2, 4])
    }

    @Test(arguments: ["JJ/MM/AAAA", "DD/MM/YYYY"]) func `dates are read as the map says`(
        pattern: String
    ) throws {
        let dates = try #require(DatePattern(pattern))
        #expect(dates.date("01/02/2006") == CivilDate("2006-02-01"))
        #expect(dates.date("1/2/2006") == CivilDate("2006-02-01"))
        let bad = ["", "1/2/06", "01-02-2006", "32/01/2006", "001/2/2006", "1/2/20060", "a/b/cccc"]
        #expect(bad.allSatisfy { dates.date($0) == nil })
        #expect(DatePattern("AAAAMMJJ")?.date("20060201") == CivilDate("2006-02-01"))
        #expect(DatePattern("AAAAMMJJ")?.date("200621") == nil)
        for bad in ["", "JJ/MM", "JJ/MM/AA", "JJ/MM/AAAA JJ", "%d/%m/%Y"] {
            #expect(DatePattern(bad) == nil)
        }
    }

    private func read(_ text: String) throws -> Read {
        Read(
            try CSVReader(
                ByteSource(Array(text.utf8), step: 17), map: try parse(Self.map), charter: charter))
    }

    private func parse(_ yaml: String) throws -> ColumnMap {
        try ColumnMap.parse(yaml, file: "map.yaml", charter: charter)
    }
}
