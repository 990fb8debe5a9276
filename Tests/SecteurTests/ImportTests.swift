import Foundation
import Testing

@Suite("Imports from the command line")
struct ImportTests {
    let program: Program
    let map: String

    init() throws {
        program = try Program()
        try program.initialise()
        map = try program.write(
            """
            dates: JJ/MM/AAAA
            key: "Dossier"
            columns:
              "Nom": person.family-name
              "Prénom": person.given-name
              "Né le": person.birth-date
              "Contrat": contract.kind
              "État": { field: contract.status, codes: { "En cours": validated } }
              "Début": contract.start

            """, to: "map.yaml")
    }

    private static let rows = """
        Dossier;Nom;Prénom;Né le;Contrat;État;Début;Référent
        1;CANARI-Durand;Zoé;04/05/1980;cer;En cours;01/02/2026;X
        2;CANARI-Petit;Léo;31/12/1975;rmi;signed;15/03/2026;X

        """

    @Test("a spreadsheet comes in once, however often it is given")
    func twice() throws {
        let file = try program.write(Self.rows, to: "rows.csv")
        let dry = try program.run("import", "csv", file, "--map", map, "--dry-run", "--json").json()
        #expect(dry["dry_run"] as? Bool == true)
        #expect(dry["new_persons"] as? Int == 2)
        #expect(try program.run("status", "--json").json()["records"] as? Int == 0)

        let first = try program.run("import", "csv", file, "--map", map, "--json").json()
        #expect(first["taken"] as? Int == 2)
        #expect(first["new_persons"] as? Int == 2)
        #expect(first["new_records"] as? Int == 2)
        #expect((first["dropped"] as? [String: Int])?.values.reduce(0, +) == 2)
        let again = try program.run("import", "csv", file, "--map", map, "--json").json()
        #expect(again["new_persons"] as? Int == 0)
        #expect(again["known_persons"] as? Int == 2)
        #expect(again["known_records"] as? Int == 2)
        let status = try program.run("status", "--json").json()
        #expect(status["records"] as? Int == 2)
        #expect(status["waiting"] as? Int == 2)
    }

    @Test("a bad line is told by line and column without what it said, and the rest comes in")
    func badLine() throws {
        let bad = Self.rows + "3;CANARI-Faux;Ana;04/05/1980;cer;CANARI-état;01/02/2026;X\n"
        let file = try program.write(bad, to: "rows.csv")
        let run = try program.run("import", "csv", file, "--map", map)
        #expect(run.code == 65)
        #expect(run.err.contains("line 4"))
        #expect(!run.err.contains("CANARI"))
        #expect(!run.out.contains("CANARI"))
        #expect(try program.run("status", "--json").json()["persons"] as? Int == 2)
    }

    @Test("a map or file that is none is refused before anything is written")
    func badMap() throws {
        let file = try program.write(Self.rows, to: "rows.csv")
        let wrong = try program.write("columns:\n  \"Nom\": person.iris-scan\n", to: "wrong.yaml")
        let run = try program.run("import", "csv", file, "--map", wrong)
        #expect(run.code != 0)
        #expect(run.err.contains("wrong.yaml:2:"))
        #expect(try program.run("import", "rsabem", file).code == 65)
        #expect(try program.run("import", "rsabem", "/nowhere").code != 0)
        #expect(try program.run("status", "--json").json()["records"] as? Int == 0)
    }
}
