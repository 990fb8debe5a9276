import Foundation
import Testing

/// Whatever a command is given, it ends by itself, with a code of `Exit` that isn't a fault of the
/// program, says in a line what is wrong and what to do, repeats no value, and leaves the office whole.
///
/// The seed is printed; `SECTEUR_SEED` replays one.
@Suite("Whatever a command is given")
struct HostileInputTests {
    private let program: Program
    private static let mutants = 3

    init() throws {
        program = try Program()
        try program.initialise()
    }

    /// The codes of `Exit` that may follow bad input.
    private static let codes: Set<Int32> = [0, 64, 65, 66, 73, 77, 78]

    private func check(_ arguments: [String], input: String = "", _ which: Comment) throws {
        let run = try program.run(arguments, input: input)
        #expect(Self.codes.contains(run.code), which)
        guard run.code != 0 else { return }
        #expect(!run.err.contains("CANARI") && !run.out.contains("CANARI"), which)
        let lines = run.err.split(separator: "\n")
        let isExplained =
            lines.contains { $0.hasPrefix("  code: ") } && lines.contains { $0.contains("-> ") }
        let isUsage = run.code == 64 && run.err.hasPrefix("Error: ")
        // An import tells its refused lines one by one, and what it took.
        let isImport = arguments[0] == "import" && run.code == 65 && !run.err.isEmpty
        #expect(isExplained || isUsage || isImport, "\(which): \(run.err.prefix(300))")
        #expect(!run.err.contains("Fatal error"), which)
    }

    /// Gives the command every classic and some mutants of good input, as a file.
    private func checkFiles(
        like good: String, _ command: (String) -> [String], _ test: String = #function
    ) throws {
        var mutation = Mutation.ofThisRun(test)
        let files = Mutation.classics + mutation.mutants(of: good, Self.mutants)
        for (number, bytes) in files.enumerated() {
            let file = program.folder.appendingPathComponent("input")
            try bytes.write(to: file)
            try check(command(file.path), "seed \(mutation.seed), file \(number)")
        }
        for path in ["/", "/nowhere", "", "-x"] {
            try check(command(path), "path '\(path)'")
        }
        let verified = try program.run("verify")
        #expect(verified.code == 0, "seed \(mutation.seed): \(verified.err)")
    }

    private static let charter = """
        charter: shop
        version: 1
        label: { fr: Atelier, en: Workshop }
        purposes:
          follow-up: { fr: Suivi, en: Follow-up }

        """

    private static let map = """
        dates: JJ/MM/AAAA
        key: "Dossier"
        columns:
          "Nom": person.family-name
          "Prénom": person.given-name
          "État": { field: contract.status, codes: { "En cours": validated } }

        """

    private static let rows = """
        Dossier;Nom;Prénom;Né le;Contrat;État;Début
        1;CANARI-Durand;Zoé;04/05/1980;cer;En cours;01/02/2026
        2;CANARI-Petit;Léo;31/12/1975;rmi;signed;15/03/2026

        """

    private static let flow = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Racine><FOYER><PERSONNE><NOM>CANARI</NOM><PRENOM>Zoé</PRENOM></PERSONNE></FOYER></Racine>
        """

    @Test("as a charter")
    func charters() throws {
        try checkFiles(like: Self.charter) { ["charter", "check", $0] }
    }

    @Test("as the charter of a new office, which is then not made")
    func newOffices() throws {
        let office = program.folder.appendingPathComponent("new").path
        try checkFiles(like: Self.charter) { ["init", office, "--name", "x", "--charter", $0] }
        #expect(!FileManager.default.fileExists(atPath: office))
    }

    @Test("as a map of columns")
    func maps() throws {
        let rows = try program.write(Self.rows, to: "rows.csv")
        try checkFiles(like: Self.map) { ["import", "csv", rows, "--map", $0, "--dry-run"] }
    }

    @Test("as a spreadsheet")
    func spreadsheets() throws {
        let map = try program.write(Self.map, to: "map.yaml")
        try checkFiles(like: Self.rows) { ["import", "csv", $0, "--map", map] }
    }

    @Test("as a flow of the CAF")
    func flows() throws {
        try checkFiles(like: Self.flow) { ["import", "rsabem", $0] }
        #expect(try program.run("status", "--json").json()["persons"] as? Int == 0)
    }

    @Test("as the fields of a person")
    func fields() throws {
        try checkFiles(like: Program.person) { ["person", "add", "--from", $0] }
    }

    @Test("as the file of a hub's secret, which is then not kept")
    func secrets() throws {
        let good = String(repeating: "0a", count: 32)
        let kept = program.office + "/shared/hub.secret"
        try checkFiles(like: good + "g") { ["hub", "--secret-file", $0] }
        #expect(!FileManager.default.fileExists(atPath: kept))
    }

    @Test("as an identifier, a field, a value, a token or an address")
    func words() throws {
        let (_, contract) = try program.newContract()
        var mutation = Mutation.ofThisRun()
        let before = try program.run("contract", "show", contract, "--json").out
        let mutants = ["9b1c44d0", "status", "2026-02-10", "1f3a9c2e.3-77b0e1d2.1"].flatMap {
            mutation.mutants(of: $0, 2).map { String(decoding: $0, as: UTF8.self) }
        }
        // No argument of a program holds a zero byte.
        let words = (mutants + Self.classicWords).filter { !$0.utf8.contains(0) }
        // Each word goes to three of the commands, which run with the seed.
        for (number, word) in words.enumerated() {
            let commands = [
                ["contract", "show", word],
                ["contract", "edit", contract, "--set", "start=?" + word],
                ["resolve", contract, word, "--value", word, "--shown", word],
                ["person", "show", word],
                ["contract", "edit", contract, "--set", "status=?" + word],
                ["contract", "edit", word, "--status", "signed"], ["note", "show", word],
                ["contract", "edit", contract, "--set", "duration=?" + word],
                ["disclosures", word],
            ]
            for step in [0, 3, 6] {
                let place = (number + step + Int(mutation.seed % 9)) % commands.count
                try check(commands[place], "seed \(mutation.seed), word \(number)")
            }
        }
        #expect(try program.run("contract", "show", contract, "--json").out == before)
        #expect(try program.run("verify").code == 0)
    }

    private static let classicWords = [
        "", " ", "0", "-1", "9223372036854775808", "1e400", "2026-02-30", "99999-01-01",
        "31/12/-1", "٣", "é\u{301}", "%s%n", "../../etc/passwd", "' OR 1=1 --", "\u{202e}",
        String(repeating: "f", count: 33), String(repeating: "9", count: 100_000),
    ]

    @Test(
        "an address that is none, or that holds a password, is refused and not kept",
        arguments: [
            "", "hub", "hub.example.org", "ftp://hub.example.org", "https://", "https:///x",
            "http://hub.example.org", "https://hub.example.org:99999", "https://a b",
            "https://CANARI:CANARI@hub.example.org", "https://hub.example.org/?CANARI=1",
            "https://hub.example.org/#CANARI", "https://hub.example.org\nX: CANARI",
            "https://[::1", "javascript:CANARI", "https://hub.exämple.org/CANARI",
        ])
    func addresses(address: String) throws {
        let run = try program.run("hub", "--hub", address)
        #expect(run.code == 64)
        #expect(run.err.contains("code: hub-address-malformed"))
        #expect(!run.err.contains("CANARI"))
        #expect(try program.run("hub", "--json").json()["hub"] is NSNull)
    }
}
