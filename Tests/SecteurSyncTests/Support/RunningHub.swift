import Foundation
import Testing

/// The built program `secteur-hub`, serving on this machine an office that it knows.
final class RunningHub {
    let address: String
    private let folder: String
    private let server: Process

    /// What a program came to.
    struct Ending {
        let code: Int32
        let output: String
        let errors: String
    }

    /// A hub without TLS.
    ///
    /// - Parameter secret: the file to write the office's secret into.
    convenience init(secret: String) throws {
        try self.init(serving: ["--plain-http-on-loopback"]) { folder in
            try Self.succeed(
                "secteur-hub", "office", "add", "CSS Bobigny", "--out", secret, "--dir", folder)
        }
    }

    /// A hub over TLS, without an office.
    convenience init() throws {
        try self.init(serving: ["--host", "127.0.0.1"]) { _ in }
    }

    private init(serving options: [String], _ prepare: (String) throws -> Void) throws {
        folder = NSTemporaryDirectory() + "secteur-sync-hub-\(UUID().uuidString)"
        try Self.succeed("secteur-hub", "init", folder)
        try prepare(folder)
        let ready = folder + "/ready"
        server = Self.process(
            "secteur-hub",
            ["serve", "--port", "0", "--ready-file", ready, "--dir", folder] + options)
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        try server.run()
        address = try Self.waitForLine(in: ready, of: server)
    }

    deinit {
        server.terminate()
        server.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The programs stand beside the tests that were built with them.
    static func path(of program: String) -> String {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: program).path
    }

    /// Runs an admin's command at this hub; its JSON object.
    func admin(_ arguments: String...) throws -> NSDictionary {
        let ending = try Self.run("secteur-hub", arguments + ["--json", "--dir", folder])
        try #require(ending.code == 0, "\(ending.errors)")
        return try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as! NSDictionary
    }

    /// What lies in the hub's folder.
    func file(_ name: String) -> String { folder + "/" + name }

    /// Runs a program of ours, or of the system when its path is given.
    static func run(
        _ program: String, _ arguments: [String], input: String = ""
    ) throws -> Ending {
        let (output, errors) = (Pipe(), Pipe())
        let process = process(program, arguments)
        let typed = Pipe()
        try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try typed.fileHandleForWriting.close()
        process.standardInput = typed
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let words = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Ending(
            code: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: words, as: UTF8.self))
    }

    private static func succeed(_ program: String, _ arguments: String...) throws {
        let ending = try run(program, arguments)
        try #require(ending.code == 0, "\(program): \(ending.errors)")
    }

    private static func process(_ program: String, _ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(
            filePath: program.hasPrefix("/") ? program : path(of: program))
        process.arguments = arguments
        process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
        return process
    }

    private static func waitForLine(in file: String, of server: Process) throws -> String {
        while server.isRunning {
            if let line = try? String(contentsOfFile: file, encoding: .utf8) {
                return String(line.prefix { !$0.isNewline })
            }
            usleep(10_000)
        }
        throw HubStopped(code: server.terminationStatus)
    }

    struct HubStopped: Error {
        let code: Int32
    }
}
