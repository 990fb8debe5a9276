import Foundation
import Testing

@Suite("What bad input gets")
struct BadInputTests {
    let program: Program

    init() throws {
        program = try Program()
        try program.initialise()
    }

    @Test("a wrong command line ends with 64")
    func usage() throws {
        for run in [
            try program.run("frobnicate"), try program.run("contract", "edit"),
            try program.run("contract", "list", "--limit", "0"),
        ] {
            #expect(run.code == 64)
            #expect(run.out.isEmpty)
            #expect(!run.err.isEmpty)
        }
    }

    @Test(
        "a field or value that the charter doesn't take is named by field and rule, never repeated",
        arguments: [
            ("CANARI=x", "field-unknown"), ("iris-scan=CANARI", "field-unknown"),
            ("status=CANARI", "code-unknown"), ("start=CANARI", "value-wrong"),
            ("start=2026-02-30", "value-wrong"), ("duration=CANARI", "value-wrong"),
            ("duration=40", "value-wrong"), ("commune=CANARI", "value-wrong"),
            ("themes=housing,CANARI", "code-unknown"), ("CANARI sans signe", "field-missing"),
        ])
    func fields(assignment: String, code: String) throws {
        let (_, contract) = try program.newContract()
        let before = try program.run("contract", "show", contract, "--json").out
        let run = try program.run("contract", "edit", contract, "--set", assignment)
        #expect(run.code == (code == "field-missing" ? 64 : 65))
        #expect(run.err.contains("code: \(code)"))
        // The name of a field is repeated; it was typed as one.
        if !assignment.hasPrefix("CANARI=") { #expect(!run.err.contains("CANARI")) }
        #expect(try program.run("contract", "show", contract, "--json").out == before)
    }

    @Test("input that is neither lines of fields nor JSON is refused by line")
    func input() throws {
        for (input, code) in [
            ("family-name: A\nCANARI", "field-missing"), ("  CANARI", "field-missing"),
            ("{\"family-name\": [1]}", "input-malformed"), ("{CANARI", "input-malformed"),
            ("family-name: A\nfamily-name: B", "field-repeated"),
        ] {
            let run = try program.run("person", "add", "--from", "-", input: input)
            #expect(run.code == 65, "\(input)")
            #expect(run.err.contains("code: \(code)"), "\(input)")
            #expect(!run.err.contains("CANARI"))
        }
        let json = "{\"family-name\": \"Durand\", \"given-name\": \"Zoé\", \"children\": 2}"
        #expect(try program.run("person", "add", "--from", "-", input: json).code == 0)
        #expect(try program.run("status", "--json").json()["persons"] as? Int == 1)
    }

    @Test("no office, and a damaged one: refused with a remedy, untouched")
    func stores() throws {
        _ = try program.newContract()
        #expect(try program.run("status", "--office", "/nowhere").code == 66)

        for file in [program.dossiers, program.summaries] {
            let whole = try Data(contentsOf: URL(fileURLWithPath: file))
            let garbage = Data(repeating: 0x5a, count: whole.count)
            try garbage.write(to: URL(fileURLWithPath: file))
            let run = try program.run("status")
            #expect(run.code == 65)
            #expect(run.err.contains("code: store-corrupt"))
            #expect(run.err.contains("->"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == garbage)
            try whole.write(to: URL(fileURLWithPath: file))
        }
        #expect(try program.run("status").code == 0)
    }

    @Test("a disk that is full: the command fails, and all that was acknowledged stays")
    func fullDisk() throws {
        let (person, contract) = try program.newContract()
        let before = try program.run("contract", "show", contract, "--json").out
        let text = String(repeating: "Une ligne de texte, et encore une. ", count: 500)
        let run = try program.run("note", "add", person, input: text, fileBlocks: 8)
        #expect(run.code == 74)
        #expect(run.err.contains("code: store-"))
        #expect(try program.run("contract", "show", contract, "--json").out == before)
        #expect(try program.run("status", "--json").json()["records"] as? Int == 1)
        #expect(try program.run("verify").code == 0)
        #expect(try program.run("note", "add", person, input: text).code == 0)
    }

    @Test("a charter that is none is refused by line and rule, and no office is made of it")
    func charter() throws {
        let file = try program.write("charter: insertion\nversion: zero\n", to: "bad.yaml")
        let run = try program.run("charter", "check", file)
        #expect(run.code == 78)
        #expect(run.err.contains("bad.yaml:2:"))
        let json = try program.run("charter", "check", file, "--json")
        #expect(json.code == 78)
        #expect((try json.json()["findings"] as? [Any])?.isEmpty == false)
        let elsewhere = program.folder.appendingPathComponent("other").path
        #expect(try program.run("init", elsewhere, "--name", "x", "--charter", file).code == 78)
        #expect(!FileManager.default.fileExists(atPath: elsewhere))
    }

    @Test("the office's charter is explained, registered and written as CDDL")
    func charterOutputs() throws {
        #expect(try program.run("charter", "check").code == 0)
        let explained = try program.run("charter", "explain").out
        #expect(explained.hasPrefix("Social support and insertion contracts\n"))
        #expect(try program.run("charter", "cddl").out.contains("contract"))
        let register = try program.run("charter", "register", language: "fr_FR.UTF-8").out
        #expect(register.contains("conseil départemental"))
    }
}
