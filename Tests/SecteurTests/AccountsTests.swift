import Foundation
import Testing

@Suite("Accounts and sessions from a shell")
struct AccountsTests {
    let program: Program

    init() throws {
        program = try Program()
        try program.initialise()
    }

    private func asAdministrator(_ words: String..., input: String = "") throws -> Program.Run {
        try program.administer(words, input: input)
    }

    private func code(of run: Program.Run) -> String? {
        run.err.split(separator: "\n").first { $0.hasPrefix("  code: ") }
            .map { String($0.dropFirst(8)) }
    }

    private var sessionFile: String {
        get throws {
            let folder = program.folder.path + "/secteur"
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            return folder + "/" + (try #require(names.first { $0.hasSuffix(".session") }))
        }
    }

    @Test("without a session nothing of the case files is told, and what is shared still is")
    func withoutSession() throws {
        let (person, contract) = try program.newContract()
        #expect(try program.run("logout").code == 0)
        for words in [
            ["status"], ["person", "show", person], ["contract", "show", contract],
            ["contract", "list"], ["person", "find", "Durand"], ["conflicts"], ["verify"],
            ["person", "add", "--family-name", "x", "--given-name", "y"], ["account", "list"],
        ] {
            let run = try program.run(words)
            #expect(run.code == 77, "\(words)")
            #expect(code(of: run) == "login-needed", "\(words)")
            #expect(run.err.contains("-> Log in: secteur login CODE"))
            #expect(run.out.isEmpty && !run.err.contains("CANARI"))
        }
        for words in [["digest"], ["hub"], ["charter", "explain"]] {
            #expect(try program.run(words).code == 0, "\(words)")
        }
        #expect(try program.login("ref-12", Program.password).code == 0)
        #expect(try program.run("person", "show", person).code == 0)
        let again = try program.run("logout", "--json").json()
        #expect(again["ended"] as? Bool == true)
        #expect(try program.run("logout").out == "Nobody was logged in.\n")
    }

    @Test("three failures lock the account, and an administrator unlocks it")
    func lock() throws {
        for left in [2, 1] {
            let run = try program.login("ref-12", "wrong")
            #expect(run.code == 77)
            #expect(code(of: run) == "login-refused")
            #expect(run.err.contains("tries before it is locked: \(left)"))
        }
        #expect(try program.login("ref-12", "wrong").err.contains("is locked now"))
        #expect(code(of: try program.login("ref-12", Program.password)) == "account-locked")
        let listed = try asAdministrator("account", "list", "--json").json()
        let accounts = try #require(listed["accounts"] as? [[String: Any]])
        #expect(accounts.map { $0["account"] as? String } == ["admin", "ref-12"])
        #expect(accounts.map { $0["locked"] as? Bool } == [false, true])
        #expect(try asAdministrator("account", "unlock", "ref-12").code == 0)
        #expect(try program.login("ref-12", Program.password).code == 0)
    }

    @Test("an account is made, given roles, locked and removed")
    func administering() throws {
        let made = try asAdministrator(
            "account", "add", "sec-3", "--role", "secretary", "--password-file", "-", "--json",
            input: "quatre lampes et un tapis")
        #expect(try made.json()["must_change_password"] as? Bool == true)
        let due = try program.login("sec-3", "quatre lampes et un tapis")
        #expect(due.code == 77)
        #expect(code(of: due) == "password-change-due")
        let own = try program.write("deux vélos sous la pluie fine", to: "own")
        let first = try program.write("quatre lampes et un tapis", to: "first")
        #expect(
            try program.run(
                "login", "sec-3", "--password-file", first, "--new-password-file", own, "--json"
            ).json()["roles"] as? [String] == ["secretary"])
        #expect(try program.run("account", "list").code == 77)

        for (words, answer) in [
            (["account", "role", "sec-3", "--role", "referent"], "sec-3: referent\n"),
            (["account", "lock", "sec-3"], "sec-3 is locked.\n"),
            (["account", "unlock", "sec-3"], "sec-3 is unlocked.\n"),
            (["account", "remove", "sec-3", "--yes"], "sec-3 is removed.\n"),
        ] {
            #expect(try program.administer(words).out == answer)
            if words[1] == "lock" {
                #expect(
                    code(of: try program.login("sec-3", "deux vélos sous la pluie fine"))
                        == "account-locked")
            }
        }
        #expect(
            code(of: try program.login("sec-3", "deux vélos sous la pluie fine")) == "login-refused"
        )
    }

    @Test("what an account can't be or have is refused, in both languages")
    func refusals() throws {
        for (words, input, refusal) in [
            (["add", "sec-3", "--role", "boss"], "quatre lampes et un tapis", "role-unknown"),
            (["add", "sec-3", "--role", "secretary"], "Motdepasse2026!", "password-common"),
            (["add", "sec-3", "--role", "secretary"], "court", "password-weak"),
            (["add", "sec-3", "--role", "secretary"], "", "password-empty"),
            (
                ["add", "ref-12", "--role", "secretary"], "quatre lampes et un tapis",
                "account-exists"
            ),
            (
                ["add", "sec-3", "--role", "administrator", "referent"],
                "quatre lampes et un tapis", "roles-apart"
            ),
        ] {
            let refused = try program.administer(
                ["account"] + words + ["--password-file", "-"], input: input)
            #expect(refused.code == 65, "\(words)")
            #expect(code(of: refused) == refusal, "\(words)")
            #expect(input.isEmpty || !refused.err.contains(input))
        }
        #expect(try asAdministrator("account", "remove", "admin", "--yes").code == 77)
        let french = try program.run(
            ["account", "lock", "admin"], language: "fr_FR.UTF-8",
            runtime: program.folder.path + "/admin")
        #expect(french.err.contains("seul administrateur"))
        #expect(try asAdministrator("account", "add", "X", "--role", "referent").code == 64)
        #expect(try asAdministrator("account", "settings", "--user-days", "3").code == 65)
        let settings = try asAdministrator(
            "account", "settings", "--user-days", "90", "--administrator-days", "0", "--json")
        #expect(
            try settings.json() as NSDictionary
                == ["password_bits": 80, "user_days": 90, "administrator_days": NSNull()])
    }

    @Test("one's own password is changed with the present one; an administrator gives another one")
    func passwords() throws {
        let (old, new, given) = (
            try program.write(Program.password, to: "old"),
            try program.write("deux vélos sous la pluie fine", to: "new"),
            try program.write("quatre lampes et un tapis", to: "given")
        )
        #expect(
            try program.run(
                "account", "password", "ref-12", "--password-file", old, "--new-password-file", new
            ).code == 0)
        #expect(try program.run("status").code == 77)
        #expect(code(of: try program.login("ref-12", Program.password)) == "login-refused")
        #expect(try program.login("ref-12", "deux vélos sous la pluie fine").code == 0)
        // Nobody but an administrator, whoever is logged in.
        #expect(
            try program.run("account", "password", "admin", "--new-password-file", given).code == 77
        )
        #expect(
            try asAdministrator(
                "account", "password", "ref-12", "--new-password-file", given
            ).code == 0)
        #expect(
            code(of: try program.login("ref-12", "quatre lampes et un tapis"))
                == "password-change-due")
    }

    @Test("the recovery code makes an administrator, once")
    func recovery() throws {
        let renewed = try asAdministrator("account", "recovery-code", "--json")
        let recovery = try #require(try renewed.json()["recovery"] as? String)
        let paper = try program.write(recovery.lowercased() + "\n", to: "paper")
        func recover(_ account: String) throws -> Program.Run {
            try program.run(
                "account", "recover", account, "--recovery-file", paper, "--password-file", "-",
                input: "sept bouleaux au bord de l'eau")
        }
        let run = try recover("admin-2")
        #expect(run.code == 0)
        #expect(run.out.contains("kept nowhere"))
        #expect(code(of: try recover("admin-3")) == "recovery-refused")
        #expect(try program.login("admin-2", "sept bouleaux au bord de l'eau").code == 0)
        #expect(try program.run("account", "list").code == 0)
    }

    @Test("the session file is its user's alone, and opens nothing of another office")
    func sessionFileAlone() throws {
        let file = try sessionFile
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try program.run("status").code == 0)
        chmod(file, 0o640)
        #expect(try program.run("status").code == 77)
        chmod(file, 0o600)
        #expect(try program.run("status").code == 0)
        try FileManager.default.moveItem(atPath: file, toPath: file + ".elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: file, withDestinationPath: file + ".elsewhere")
        #expect(try program.run("status").code == 77)
        try FileManager.default.removeItem(atPath: file)

        let other = program.folder.appendingPathComponent("other").path
        let made = try program.run(
            "init", other, "--name", "x", "--password-file", "-",
            input: Program.administratorPassword)
        #expect(made.code == 0)
        #expect(
            try program.run(
                "login", "admin", "--office", other, "--password-file", "-",
                input: Program.administratorPassword
            ).code == 0)
        let theirs = try sessionFile
        #expect(theirs != file)
        try FileManager.default.moveItem(atPath: theirs, toPath: file)
        #expect(try program.run("status").code == 77)
        #expect(try program.run("status", "--office", other).code == 77)
    }

    @Test("a runtime folder that others may look into is refused")
    func runtimeFolder() throws {
        let folder = program.folder.path + "/secteur"
        chmod(folder, 0o755)
        let run = try program.run("status")
        #expect(run.code == 78)
        #expect(code(of: run) == "runtime-folder-exposed")
        chmod(folder, 0o700)
        #expect(try program.run("status").code == 0)
    }

    @Test("at a terminal the programs ask, and show no password")
    func typing() throws {
        let (person, _) = try program.newContract()
        #expect(try program.run("logout").code == 0)
        let showing = try Typing(program, "person", "show", person)
        try showing.answer("Account code: ", "REF")
        try showing.answer("Account code: ", "ref-12")
        try showing.answer("Password: ", Program.password)
        #expect(showing.finish() == 0)
        #expect(showing.screen.contains("CANARI-Durand"))
        #expect(!showing.screen.contains(Program.password))
        // It has become a session.
        #expect(try program.run("person", "show", person).code == 0)

        let adding = try Typing(
            program, administering: true, "account", "add", "sec-3", "--role", "secretary")
        try adding.answer("New password of sec-3: ", "deux vélos sous la pluie fine")
        try adding.answer("Once more: ", "deux vélos sous la pluie")
        #expect(adding.finish() == 65)
        #expect(adding.screen.contains("passwords-differ"))
        let again = try Typing(
            program, administering: true, "account", "add", "sec-3", "--role", "secretary")
        try again.answer("New password of sec-3: ", "deux vélos sous la pluie fine")
        try again.answer("Once more: ", "deux vélos sous la pluie fine")
        #expect(again.finish() == 0)
        // Typed, it is the person's own.
        #expect(try program.login("sec-3", "deux vélos sous la pluie fine").code == 0)
    }
}
