import Foundation
import Testing

@Suite("A day at an office, with no network")
struct WorkdayTests {
    let program: Program

    init() throws {
        program = try Program()
        try program.initialise()
    }

    @Test("a new office's files are its owner's alone, and it is never made over another")
    func initialise() throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: program.office)
        #expect(Set(["dossiers.sqlite", "shared/summaries.sqlite"]).isSubset(of: names))
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: program.office + "/" + name)
            let permissions = name == "shared" ? 0o700 : 0o600
            #expect(attributes[.posixPermissions] as? Int == permissions, "\(name)")
        }
        let again = try program.run(
            "init", program.office, "--name", "x", "--password-file", "-",
            input: Program.administratorPassword)
        #expect(again.code == 73)
        #expect(again.err.contains("code: store-exists"))
    }

    @Test("a person, a contract and its edits are shown as they are, with what the hub can know")
    func contract() throws {
        let (person, contract) = try program.newContract()
        let edited = try program.run(
            "contract", "edit", String(contract.prefix(8)), "--status", "signed", "--set", "end=")
        #expect(edited.code == 0)
        let shown = try program.run("contract", "show", contract, "--json").json()
        #expect(shown["id"] as? String == contract)
        #expect(shown["person"] as? String == person)
        #expect(
            shown["fields"] as? NSDictionary == [
                "kind": "cer", "status": "signed", "start": "2026-02-10",
                "themes": ["employment", "housing"],
            ])
        #expect(
            shown["summary"] as? NSDictionary == [
                "kind": "cer", "status": "signed", "start-quarter": 20261,
                "end-quarter": NSNull(), "domains/professional": true, "domains/social": true,
            ])
        let folder = try program.run("person", "show", person, "--json").json()
        let record = try #require(folder["person"] as? [String: Any])
        #expect(
            record["fields"] as? NSDictionary == [
                "family-name": "CANARI-Durand", "given-name": "Zoé", "birth-date": "1980-05-04",
                "address": "3 rue CANARI-Lilas bâtiment B",
            ])
        #expect((folder["records"] as? [Any])?.count == 1)
    }

    @Test("the same contract in words, in both languages")
    func words() throws {
        let (_, contract) = try program.newContract()
        let english = try program.run("contract", "show", contract).out
        #expect(english.contains("What the hub can know:"))
        #expect(english.contains("Q3 2026"))
        #expect(english.contains("Employment, Housing"))
        let french = try program.run("contract", "show", contract, language: "fr_FR.UTF-8").out
        #expect(french.contains("Ce que le hub peut en savoir :"))
        #expect(french.contains("T3 2026"))
        #expect(french.contains("Emploi, Logement"))
        #expect(french.contains("09/08/2026"))
    }

    @Test("lists of contracts name nobody")
    func listing() throws {
        let (person, contract) = try program.newContract()
        _ = try program.newContract()
        let all = try program.run("contract", "list", "--json")
        #expect((try all.json()["contracts"] as? [Any])?.count == 2)
        #expect(!all.out.contains("CANARI"))
        #expect(!(try program.run("contract", "list").out.contains("CANARI")))
        let ofOne = try program.run("contract", "list", "--person", person, "--json").json()
        let listed = try #require(ofOne["contracts"] as? [[String: Any]])
        #expect(listed.map { $0["id"] as? String } == [contract])
        let signed = try program.run("contract", "list", "--status", "signed", "--json").json()
        #expect((signed["contracts"] as? [Any])?.isEmpty == true)
        let first = try program.run("contract", "list", "--limit", "1", "--json").json()
        #expect(first["more"] as? Bool == true)
    }

    @Test("a note is read from standard input, and a person is found by the beginning of a name")
    func notesAndNames() throws {
        let (person, _) = try program.newContract()
        let added = try program.run(
            "note", "add", person, "--title", "Visite", "--date", "2026-03-02", "--json",
            input: "Première ligne\nSeconde ligne\n")
        let note = try #require(try added.json()["id"] as? String)
        let shown = try program.run("note", "show", note, "--json").json()
        #expect(
            shown["fields"] as? NSDictionary == [
                "body": "Première ligne\nSeconde ligne", "title": "Visite", "written": "2026-03-02",
            ])
        let found = try program.run("person", "find", "canari", "zo", "--json").json()
        #expect((found["persons"] as? [Any])?.count == 1)
        #expect(found["more"] as? Bool == false)
        let empty = try program.run("note", "add", person, input: " \n")
        #expect(empty.code == 65)
        #expect(empty.err.contains("(body)"))
    }

    @Test("the status says what waits, and that offline is normal")
    func status() throws {
        _ = try program.newContract()
        let status = try program.run("status", "--json").json()
        #expect(status["office"] as? String == "CSS Bobigny")
        #expect(status["persons"] as? Int == 1)
        #expect(status["records"] as? Int == 1)
        #expect(status["summaries"] as? Int == 1)
        #expect(status["waiting"] as? Int == 1)
        #expect(status["undisclosed"] as? Int == 0)
        #expect((status["quarantined"] as? [Any])?.isEmpty == true)
        #expect(status["last_sync"] is NSNull)
        let digest = try program.run("digest", "--json").json()["digest"] as? String
        #expect(digest == status["digest"] as? String)
        #expect(digest?.count == 64)
        #expect(try program.run("status").out.contains("offline is normal"))
        #expect(try program.run("disclosures").out == "Nothing has left.\n")
        #expect(try program.run("verify").code == 0)
    }

    @Test("an erased person is gone from every command, and the hub will be told")
    func erasing() throws {
        let (person, contract) = try program.newContract()
        let unsure = try program.run("person", "erase", person)
        #expect(unsure.code == 64)
        #expect(try program.run("person", "show", person).code == 0)
        let erased = try program.run("person", "erase", person, "--yes", "--json").json()
        #expect(erased["summaries"] as? Int == 1)
        #expect(try program.run("person", "show", person).code == 65)
        #expect(try program.run("contract", "show", contract).code == 65)
        #expect(try program.run("status", "--json").json()["erasures_waiting"] as? Int == 1)
    }

    @Test("the hub's address and secret are kept, the secret in a file of its own")
    func hub() throws {
        let secret = String(repeating: "0a", count: 32)
        let file = try program.write(secret + "\n", to: "bobigny.secret")
        let run = try program.run(
            "hub", "--hub", "http://127.0.0.1:1", "--secret-file", file, "--json")
        #expect(
            try run.json() as NSDictionary == [
                "hub": "http://127.0.0.1:1", "secret": true, "joined": false,
            ])
        let kept = program.office + "/shared/hub.secret"
        #expect(try String(contentsOfFile: kept, encoding: .utf8) == secret + "\n")
        let attributes = try FileManager.default.attributesOfItem(atPath: kept)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let wrong = try program.run("hub", "--secret-file", try program.write("abc", to: "wrong"))
        #expect(wrong.code == 78)
        #expect(try String(contentsOfFile: kept, encoding: .utf8) == secret + "\n")
    }
}
