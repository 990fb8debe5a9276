import Foundation
import SummaryStore
import Testing

@Suite("What an office shares lies apart from what it keeps to itself")
struct SharedFolderTests {
    private let program: Program
    private let contract: String
    private let secret = String(repeating: "0a", count: 32) + "\n"

    init() throws {
        program = try Program()
        try program.initialise()
        (_, contract) = try program.newContract()
        let file = try program.write(secret, to: "bobigny.secret")
        _ = try program.run("hub", "--hub", "http://127.0.0.1:1", "--secret-file", file)
    }

    private var files: FileManager { .default }
    private var shared: String { program.office + "/shared" }

    private func open(_ path: String) throws -> SummaryStore {
        try SummaryStore(path: path, sha256: { _ in [] })
    }

    private func move(_ name: String, from: String, to: String) throws {
        guard files.fileExists(atPath: from + "/" + name) else { return }
        try files.moveItem(atPath: from + "/" + name, toPath: to + "/" + name)
    }

    /// Puts the office in the form that the first version of the program gave it.
    private func makeOld(keepingFolder: Bool = false) throws {
        for name in try files.contentsOfDirectory(atPath: shared) {
            try move(name, from: shared, to: program.office)
        }
        if !keepingFolder { try files.removeItem(atPath: shared) }
    }

    private func expectMoved() throws {
        let names = try files.contentsOfDirectory(atPath: program.office)
        #expect(!names.contains { $0.hasPrefix("summaries.sqlite") || $0 == "hub.secret" })
        let attributes = try files.attributesOfItem(atPath: shared)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(try String(contentsOfFile: shared + "/hub.secret", encoding: .utf8) == secret)
        let status = try program.run("status", "--json").json()
        #expect(status["summaries"] as? Int == 1)
        #expect(status["waiting"] as? Int == 1)
        #expect(try program.run("verify").code == 0)
    }

    @Test("an office of the first version is moved at its next opening, whatever opens it")
    func move() throws {
        let shown = try program.run("contract", "show", contract, "--json").out
        for command in [["status"], ["digest"], ["hub"], ["charter", "check"]] {
            try makeOld()
            #expect(try program.run(command).code == 0)
            try expectMoved()
        }
        #expect(try program.run("contract", "show", contract, "--json").out == shown)
    }

    @Test("work that only the log holds moves along")
    func log() throws {
        // Copied while it is open: what a crash leaves.
        let store = try open(program.summaries)
        try store.set(.officeName, to: "CSS Pantin")
        for name in try files.contentsOfDirectory(atPath: shared) {
            try files.copyItem(
                atPath: shared + "/" + name, toPath: program.office + "/" + name)
        }
        try store.close()
        let log = try files.attributesOfItem(atPath: program.office + "/summaries.sqlite-wal")
        #expect(log[.size] as? Int ?? 0 > 0)
        try files.removeItem(atPath: shared)
        let status = try program.run("status", "--json").json()
        #expect(status["office"] as? String == "CSS Pantin")
        #expect(status["summaries"] as? Int == 1)
    }

    @Test("a move that was broken off is gone on with")
    func crash() throws {
        try makeOld(keepingFolder: true)
        try move("hub.secret", from: program.office, to: shared)
        #expect(try program.run("status").code == 0)
        try expectMoved()
    }

    @Test("a store that another program has open stays where it is, and so does one in the way")
    func busy() throws {
        try makeOld()
        let store = try open(program.office + "/summaries.sqlite")
        let run = try program.run("status")
        #expect(run.code == 75)
        #expect(run.err.contains("code: store-busy"))
        #expect(files.fileExists(atPath: program.office + "/summaries.sqlite"))
        try store.close()
        #expect(try program.run("status").code == 0)
        try expectMoved()

        let other = try Program()
        try other.initialise()
        try files.copyItem(
            atPath: other.summaries, toPath: program.office + "/summaries.sqlite")
        let refused = try program.run("status")
        #expect(refused.code == 73)
        #expect(refused.err.contains("code: store-exists"))
        #expect(files.fileExists(atPath: program.office + "/summaries.sqlite"))
    }
}
