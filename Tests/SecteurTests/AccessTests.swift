import Foundation
import Testing

@Suite("Sharing, handing over and the journal, at the command line")
struct AccessTests {
    let program: Program
    let person: String
    let contract: String

    init() throws {
        program = try Program()
        try program.initialise()
        (person, contract) = try program.newContract()
        try add("ref-13", roles: ["referent", "colleague"])
        try add("dpo-1", roles: ["dpo"])
    }

    /// An account with a session of its own.
    private func add(_ code: String, roles: [String]) throws {
        let runtime = program.folder.path + "/" + code
        try FileManager.default.createDirectory(
            atPath: runtime, withIntermediateDirectories: false)
        let own = try program.write(Program.password, to: code + ".txt")
        let first = "Provisoire-2026-abc!"
        for run in [
            try program.administer(
                ["account", "add", code, "--role"] + roles + ["--password-file", "-"],
                input: first),
            try program.run(
                ["login", code, "--new-password-file", own, "--password-file", "-"],
                input: first, runtime: runtime),
        ] {
            try #require(run.code == 0, "\(run.err)")
        }
    }

    private func run(
        as code: String, _ arguments: String..., language: String = "C.UTF-8"
    ) throws -> Program.Run {
        try program.run(
            arguments, language: language, runtime: program.folder.path + "/" + code)
    }

    /// Far enough for any day on which the tests run, and less than a year off.
    private var until: String {
        String(
            Date().addingTimeInterval(30 * 86_400)
                .ISO8601Format(.iso8601.year().month().day()).prefix(10))
    }

    @Test("a colleague reads a case while it is shared, and not before or after")
    func sharing() throws {
        let before = try run(as: "ref-13", "person", "show", person)
        #expect(before.code == 77 && !before.err.contains("CANARI") && before.out.isEmpty)
        let shared = try program.run("share", person, "ref-13", "--until", until)
        #expect(shared.code == 0 && shared.out.hasPrefix("Case file "), "\(shared.err)")
        #expect(try run(as: "ref-13", "person", "show", person).out.contains("CANARI-Durand"))
        let further = try run(as: "ref-13", "share", person, "ref-12", "--until", until)
        #expect(further.code == 77)
        #expect(try program.run("unshare", person, "ref-13").code == 0)
        let after = try run(as: "ref-13", "person", "show", person, language: "fr_FR.UTF-8")
        #expect(after.code == 77 && after.err.contains("secteur share"))
    }

    @Test("a case that is handed over is the other's; an administrator hands over all of them")
    func handingOver() throws {
        #expect(try program.run("handover", person, "ref-13").code == 0)
        #expect(try program.run("person", "show", person).code == 77)
        #expect(try run(as: "ref-13", "contract", "show", contract).code == 0)
        let back = ["account", "handover", "ref-12", "--from", "ref-13"]
        #expect(try program.run(back).code == 77)
        let inUse = try program.administer(back)
        #expect(inUse.code == 65 && inUse.err.contains("secteur account lock ref-13"))
        #expect(try program.administer(["account", "lock", "ref-13"]).code == 0)
        let all = try program.administer(back)
        #expect(all.code == 0, "\(all.err)")
        #expect(try program.administer(["account", "unlock", "ref-13"]).code == 0)
        #expect(try run(as: "ref-13", "person", "show", person).code == 77)
        #expect(try program.run("person", "show", person).code == 0)
    }

    @Test("several persons are not named together in --json")
    func manyRows() throws {
        let second = Program.person.replacing("Durand", with: "Dupont")
        #expect(try program.run("person", "add", "--from", "-", input: second).code == 0)
        let refused = try program.run("person", "find", "CANARI", "--json")
        #expect(refused.code == 77 && !refused.out.contains("CANARI-D"))
        #expect(try program.run("person", "find", "durand", "--json").code == 0)
    }

    @Test("the journal is the officer's: sessions, reads, prints and refusals, in their order")
    func journal() throws {
        #expect(try program.run("journal").code == 77)
        #expect(try program.administer(["journal"]).code == 77)
        _ = try program.run("person", "access", person)
        _ = try run(as: "ref-13", "person", "show", person)
        let file = program.folder.path + "/access.md"
        #expect(try program.run("person", "access", person, "--out", file).code == 0)
        let backup = program.folder.path + "/office.backup"
        #expect(try program.run("backup", backup).code == 0)
        #expect(try program.run("logout").code == 0)
        let told = try run(as: "dpo-1", "journal", "--json").json()
        let lines = try #require(told["lines"] as? [[String: Any]]).map { line in
            [line["account"], line["act"]].compactMap { $0 as? String }.joined(separator: " ")
        }
        #expect(
            lines.suffix(10) == [
                "ref-12 refuse", "admin refuse", "ref-12 read", "ref-12 print", "ref-13 refuse",
                "ref-12 read", "ref-12 export", "ref-12 backup", "ref-12 logout", "dpo-1 journal",
            ])
        #expect(lines.contains("dpo-1 login"))
        let french = try run(as: "dpo-1", "journal", language: "fr_FR.UTF-8").out
        #expect(french.contains("ref-12  imprime  ") && french.contains("ferme sa session"))
        #expect(!french.contains("CANARI"))
    }
}
