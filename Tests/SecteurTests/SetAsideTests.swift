import Foundation
import Testing

@Suite("An office that a restoring left aside when it was cut off")
struct SetAsideTests {
    private let program: Program
    private let backup: String
    private let contract: String

    init() throws {
        program = try Program()
        try program.initialise()
        (_, contract) = try program.newContract()
        backup = program.folder.path + "/office.backup"
        try #require(try program.run("backup", backup).code == 0)
        try FileManager.default.moveItem(atPath: program.office, toPath: aside)
    }

    private var aside: String { program.office + ".before-restore" }

    @Test("is named by each command that looks for it, and no other is made in its place")
    func named() throws {
        for command in [["status"], ["verify"], ["person", "find", "x"]] {
            let run = try program.run(command)
            #expect(run.code == 78 && run.out == "")
            #expect(run.err.contains("code: office-set-aside"))
            #expect(run.err.contains("mv \(aside) \(program.office)"))
        }
        let made = try program.run(
            "init", program.office, "--password-file", "-", input: Program.administratorPassword)
        #expect(made.code == 78 && made.err.contains("code: office-set-aside"))
        #expect(!FileManager.default.fileExists(atPath: program.office))
    }

    @Test("is put back before another takes its place")
    func putBack() throws {
        let run = try program.run(
            "restore", backup, program.office, "--account", "admin", "--password-file", "-",
            "--yes", "--json", input: Program.administratorPassword)
        #expect(run.code == 0)
        #expect(try run.json()["kept"] as? [String] == [])
        #expect(try program.run("contract", "show", contract).code == 0)
        #expect(!FileManager.default.fileExists(atPath: aside))
    }
}
