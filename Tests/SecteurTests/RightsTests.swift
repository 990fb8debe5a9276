import Charter
import Crypto
import Foundation
import GRDB
import SummaryStore
import SyncCore
import Testing

@Suite("The rights of the person, at the command line")
struct RightsTests {
    private static let sha256: SHA256Function = { Array(SHA256.hash(data: $0)) }

    let program: Program
    let person: String
    let contract: String

    init() throws {
        program = try Program()
        try program.initialise()
        (person, contract) = try program.newContract()
    }

    /// Notes in the shareable store that all that waits has been sent.
    private func send() throws {
        let store = try SummaryStore(path: program.summaries, sha256: Self.sha256)
        _ = try store.outbox(sendingAt: 1_772_443_800)
        try store.close()
    }

    @Test("a person is told all that is held of them, why, until when, and what left")
    func access() throws {
        _ = try program.run("person", "rectify", contract, "--set", "commune=93066")
        try send()
        let english = try program.run("person", "access", person).out
        for words in [
            "# What is held of you", "Controller: The president of the departmental council",
            "- Family name: CANARI-Durand", "3 rue CANARI-Lilas bâtiment B",
            "For: Support the person in what they undertake. May be read by: Social worker",
            "(2 years after the last contact)", "Rectified: Commune (", "## What left the office",
            "Recipients: The commission that decides on the contract", "Q1 2026",
            "(article 16)", "www.cnil.fr/plaintes",
        ] {
            #expect(english.contains(words), "\(words)")
        }
        let french = try program.run("person", "access", person, language: "fr_FR.UTF-8").out
        for words in ["# Ce qui est gardé de vous", "- Prénom : Zoé", "gardé jusqu'au", "T1 2026"] {
            #expect(french.contains(words), "\(words)")
        }
        let json = try program.run("person", "access", person, "--json").json()
        let records = try #require(json["records"] as? [[String: Any]])
        #expect(records.map { $0["id"] as? String } == [person, contract])
        let fields = try #require(records[0]["fields"] as? [String: [String: Any]])
        #expect(fields["family-name"]?["value"] as? String == "CANARI-Durand")
        #expect(fields["family-name"]?["kept"] as? String == "2y after last-contact")
        #expect((json["disclosures"] as? [Any])?.count == 1)
        #expect(json["recipients"] as? [String] == ["commission", "department"])
    }

    @Test("a person is told when they were read and in which role, and not by whom")
    func readers() throws {
        _ = try program.run("person", "show", person)
        let told = try program.run("person", "access", person)
        #expect(told.out.contains("## Who read it"))
        #expect(told.out.contains(": Social worker in charge"))
        let json = try program.run("person", "access", person, "--json")
        let readings = try #require(try json.json()["readings"] as? [[String: Any]])
        #expect(readings.contains { $0["roles"] as? [String] == ["referent"] })
        #expect(!told.out.contains("ref-12") && !json.out.contains("ref-12"))
    }

    @Test("what is told to a person goes into a file of its own, and over no other")
    func accessFile() throws {
        let file = program.folder.appendingPathComponent("access.md").path
        let run = try program.run("person", "access", person, "--out", file)
        #expect(run.code == 0 && run.out == "Written: \(file)\n")
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.hasPrefix("# What is held of you\n") && text.contains("CANARI-Durand"))
        let again = try program.run("person", "access", person, "--out", file)
        #expect(again.code == 73 && again.err.contains("code: file-exists"))
    }

    @Test("a frozen case file is shown as such and refuses work, until it is thawed")
    func freezing() throws {
        let unknown = try program.run("person", "freeze", person, "--reason", "because")
        #expect(unknown.code == 64)
        let frozen = try program.run("person", "freeze", person, "--reason", "accuracy")
        #expect(frozen.code == 0)
        #expect(frozen.out.contains("the person contests its accuracy"))
        let edit = try program.run("contract", "edit", contract, "--status", "signed")
        #expect(edit.code == 65 && edit.err.contains("code: dossier-frozen"))
        #expect(!edit.err.contains("CANARI"))
        let erase = try program.run("person", "erase", person, "--yes")
        #expect(erase.code == 65 && erase.err.contains("unfreeze"))
        #expect(
            try program.run("person", "show", person, "--json").json()["frozen"] as? Bool == true)
        #expect(try program.run("status", "--json").json()["waiting"] as? Int == 0)
        #expect(try program.run("status").out.contains("the case file is frozen"))
        #expect(try program.run("person", "access", person).out.contains("Case file frozen since"))
        #expect(try program.run("person", "unfreeze", person).out.contains("Unfrozen"))
        #expect(try program.run("contract", "edit", contract, "--status", "signed").code == 0)
        #expect(try program.run("status", "--json").json()["waiting"] as? Int == 1)
    }

    @Test("who refuses gets a reference for the paper, and a contract under it")
    func refusing() throws {
        let made = try program.run("person", "refuse", "--json").json()
        let reference = try #require(made["reference"] as? String)
        #expect(reference.count == 14)
        let contract = try program.run(
            "contract", "new", reference, "--kind", "cer", "--start", "2026-02-10", "--json")
        #expect(contract.code == 0)
        let named = try program.run(
            "person", "edit", reference, "--from", "-", input: "family-name: CANARI-REFUS\n")
        #expect(named.code == 65 && named.err.contains("code: dossier-on-paper"))
        #expect(!named.err.contains("CANARI"))
        // Somebody who was recorded.
        #expect(try program.run("person", "refuse", person).code == 64)
        let refused = try program.run("person", "refuse", person, "--yes")
        #expect(refused.code == 0 && refused.out.contains("Paper case file: "))
        let access = try program.run("person", "access", person).out
        #expect(!access.contains("CANARI") && access.contains("Paper case file"))
        #expect(try program.run("contract", "edit", self.contract, "--status", "signed").code == 0)
        let back = try program.run("person", "refuse", person, "--withdraw")
        #expect(back.out.contains("Case file open again"))
        let first = try program.run("person", "refuse", "--withdraw")
        #expect(first.code == 64)
    }

    @Test("an erasure has a receipt that names nobody")
    func receipt() throws {
        #expect(try program.run("receipt").out == "Nobody was erased here.\n")
        _ = try program.run("person", "erase", person, "--yes")
        let listed = try program.run("receipt", "--json").json()
        let receipts = try #require(listed["receipts"] as? [[String: Any]])
        #expect(receipts.map { $0["person"] as? String } == [person])
        #expect(receipts[0]["complete"] as? Bool == false)
        try send()
        let paper = try program.run("receipt", String(person.prefix(8))).out
        #expect(paper.contains("# Receipt of an erasure") && paper.contains("asked of the hub"))
        #expect(!paper.contains("CANARI"))
        let french = try program.run("receipt", person, language: "fr_FR.UTF-8").out
        #expect(french.contains("Attestation d'effacement"))
        let unknown = try program.run("receipt", "ffffffff")
        #expect(unknown.code == 65 && unknown.err.contains("code: receipt-unknown"))
    }

    @Test("a purge asks, tells counts and no names, and does nothing when nothing is due")
    func retention() throws {
        let file = try program.write(
            "nom;prenom;nature;etat;debut;fin\nCANARI-Vieux;Ana;rmi;expired;2006-01-10;2006-07-09\n",
            to: "old.csv")
        let map = try program.write(
            """
            columns:
              "nom": person.family-name
              "prenom": person.given-name
              "nature": contract.kind
              "etat": contract.status
              "debut": contract.start
              "fin": contract.end
            """, to: "map.yaml")
        let imported = try program.run("import", "csv", file, "--map", map)
        try #require(imported.code == 0, "\(imported.err)")
        let plan = try program.run("retention", "--dry-run", "--json").json()
        #expect(plan["persons"] as? Int == 1 && plan["done"] as? Bool == false)
        #expect(plan["oldest_contact"] as? String == "2006-07-09")
        #expect(try program.run("retention", "run").code == 64)
        #expect(try program.run("person", "find", "canari-vieux", "--json").json()["more"] != nil)
        let run = try program.run("retention", "run", "--yes")
        #expect(run.code == 0 && run.out.contains("1 person with all their case file"))
        #expect(!run.out.contains("CANARI") && !run.err.contains("CANARI"))
        let again = try program.run("retention", "run", "--yes", "--json").json()
        #expect(again["persons"] as? Int == 0 && again["done"] as? Bool == true)
        #expect(try program.run("person", "show", person).code == 0)
    }

    @Test("the notice says who, why, how long, what leaves and which rights, in both languages")
    func notice() throws {
        let english = try program.run("notice").out
        for words in [
            "Controller: The president", "GDPR art. 6(1)(e)", "kept 2 years after the last contact",
            "- Contract, Start: ", "Nothing else leaves", "CNIL, 3 place de Fontenoy",
        ] {
            #expect(english.contains(words), "\(words)")
        }
        let french = try program.run("notice", language: "fr_FR.UTF-8").out
        #expect(french.contains("Ce que nous notons de vous"))
        #expect(french.contains("refuser d'être enregistré"))
    }

    @Test("the register counts what was really sent, and an undeclared register is an error")
    func register() throws {
        try send()
        let register = try program.run("charter", "register")
        #expect(register.code == 0)
        #expect(register.out.contains("What really left, by the journal"))
        #expect(
            register.out.contains(
                "| The insertion service of the département | 6 |"))
        // What a program that ignores the charter would have written.
        var state = RecordState(type: Code(literal: "contract"))
        var generator = SystemRandomNumberGenerator()
        let name = FieldName(Code(literal: "family-name"))
        state.write(
            .code(Code(literal: "x")), to: name,
            dot: Dot(actor: ActorID(using: &generator), n: 1), shown: FieldState())
        let queue = try DatabaseQueue(path: program.summaries)
        try queue.write {
            try $0.execute(
                sql: "INSERT INTO disclosure (at, record, fields) VALUES (1, 1, ?)",
                arguments: [Data(PackedRecord(state).bytes)])
        }
        try queue.close()
        let differs = try program.run("charter", "register")
        #expect(differs.code == 65)
        #expect(differs.err.contains("code: register-differs"))
        #expect(differs.err.contains("contract/family-name (1)"))
    }
}
