import Foundation
import Testing

/// The built program and an office folder of its own, as somebody at a shell has them.
final class Program: Sendable {
    let folder: URL
    var office: String { folder.appendingPathComponent("office").path }
    var dossiers: String { office + "/dossiers.sqlite" }
    var summaries: String { office + "/shared/summaries.sqlite" }

    /// What a run came to.
    struct Run {
        let code: Int32
        let out: String
        let err: String

        /// The object that `--json` printed.
        func json() throws -> [String: Any] {
            let object = try JSONSerialization.jsonObject(with: Data(out.utf8))
            return try #require(object as? [String: Any])
        }
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("secteur-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Beside the bundle of the tests.
    static var binary: URL {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(fileURLWithPath: tests).deletingLastPathComponent()
                .appendingPathComponent("secteur")
        }
    }

    /// What the program sees of the machine: nothing of the one that the tests run on.
    var environment: [String: String] {
        [
            "HOME": folder.path, "SECTEUR_HOME": office, "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": folder.path,
        ]
    }

    /// Runs `secteur` with these arguments, in English unless said.
    ///
    /// - Parameter fileBlocks: how large a file may grow, in blocks of 512 bytes, as if the disk
    ///   were full after that.
    func run(
        _ arguments: String..., input: String = "", language: String = "C.UTF-8",
        fileBlocks: Int? = nil
    ) throws -> Run {
        try run(arguments, input: input, language: language, fileBlocks: fileBlocks)
    }

    /// Runs `secteur` in the administrator's session, which is kept beside the référent's.
    func administer(_ arguments: [String], input: String = "") throws -> Run {
        try run(arguments, input: input, runtime: folder.path + "/admin")
    }

    func run(
        _ arguments: [String], input: String = "", language: String = "C.UTF-8",
        runtime: String? = nil, fileBlocks: Int? = nil
    ) throws -> Run {
        let process = Process()
        let binary = try Self.binary
        if let fileBlocks {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            let script = "trap '' XFSZ; ulimit -f \(fileBlocks); exec \"$0\" \"$@\""
            process.arguments = ["-c", script, binary.path] + arguments
        } else {
            process.executableURL = binary
            process.arguments = arguments
        }
        process.environment = environment.merging([
            "LC_ALL": language, "XDG_RUNTIME_DIR": runtime ?? folder.path,
        ]) { $1 }
        let (stdin, out, err) = (Pipe(), Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = out
        process.standardError = err
        try process.run()
        // What is written to it here fits in a pipe.
        try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try? stdin.fileHandleForWriting.close()
        // Both at once: a program that fills one of two pipes waits until somebody reads it.
        let reading = DispatchGroup()
        nonisolated(unsafe) var complained = Data()
        DispatchQueue.global().async(group: reading) {
            complained = err.fileHandleForReading.readDataToEndOfFile()
        }
        let printed = out.fileHandleForReading.readDataToEndOfFile()
        reading.wait()
        process.waitUntilExit()
        return Run(
            code: process.terminationStatus, out: String(decoding: printed, as: UTF8.self),
            err: String(decoding: complained, as: UTF8.self))
    }

    /// Starts `secteur`, which waits for what is typed.
    func begin(_ arguments: String...) throws -> Process {
        let process = Process()
        process.executableURL = try Self.binary
        process.arguments = arguments
        process.environment = environment
        process.standardInput = Pipe()
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// An office with nobody in it, where a référent is logged in.
    func initialise() throws {
        let template = try Self.template.get().folder
        for name in ["office", "secteur", "admin"] {
            try FileManager.default.copyItem(
                at: template.appendingPathComponent(name), to: folder.appendingPathComponent(name))
        }
    }

    /// Made once by the program itself, since passwords take their time: tests begin with copies.
    private static let template: Result<Program, any Error> = Result {
        let program = try Program()
        try FileManager.default.createDirectory(
            at: program.folder.appendingPathComponent("admin"), withIntermediateDirectories: false)
        let given = ["--password-file", "-"]
        let first = "Provisoire-2026-abc!"
        let own = try program.write(password, to: "own.txt")
        for run in [
            try program.run(
                ["init", program.office, "--name", "CSS Bobigny"] + given,
                input: administratorPassword),
            try program.administer(["login", "admin"] + given, input: administratorPassword),
            try program.administer(
                ["account", "add", "ref-12", "--role", "referent"] + given, input: first),
            try program.run(["login", "ref-12", "--new-password-file", own] + given, input: first),
        ] {
            try #require(run.code == 0, "\(run.err)")
        }
        atexit {
            if case .success(let template) = Program.template {
                try? FileManager.default.removeItem(at: template.folder)
            }
        }
        return program
    }

    static let administratorPassword = "Trois chats gris, deux pies 7"
    static let password = "Un canal long, sept écluses 3"

    /// Logs an account in; ends the session that was there.
    func login(_ code: String, _ password: String) throws -> Run {
        try run("login", code, "--password-file", "-", input: password)
    }

    /// A person with a contract in the office; their identifiers.
    func newContract() throws -> (person: String, contract: String) {
        let added = try run("person", "add", "--from", "-", "--json", input: Self.person)
        try #require(added.code == 0, "\(added.err)")
        let person = try #require(try added.json()["id"] as? String)
        let made = try run(
            "contract", "new", person, "--kind", "cer", "--start", "2026-02-10", "--end",
            "09/08/2026", "--themes", "housing,employment", "--json")
        try #require(made.code == 0, "\(made.err)")
        return (person, try #require(try made.json()["id"] as? String))
    }

    static let person = """
        # Comments and blank lines are fine.
        family-name: CANARI-Durand
        given-name: Zoé
        birth-date: 04/05/1980

        address: 3 rue CANARI-Lilas
          bâtiment B
        """

    func write(_ text: String, to name: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
