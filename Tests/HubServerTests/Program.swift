import Foundation
import Synchronization

/// The real `secteur-hub`, as somebody at a shell runs it.
struct Program {
    let folder: URL

    struct Result {
        let code: Int32
        let output: String
        let errors: String

        /// The one JSON object that `--json` prints.
        func json() throws -> NSDictionary {
            try JSONSerialization.jsonObject(with: Data(output.utf8)) as! NSDictionary
        }
    }

    /// The program stands beside the tests that were built with it.
    private static let executable = URL(filePath: CommandLine.arguments[0])
        .deletingLastPathComponent().appending(path: "secteur-hub")

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hub-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    var hub: String { folder.appending(path: "hub").path }

    private func process(_ arguments: [String], language: String) -> Process {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.environment = ["LC_ALL": language, "SECTEUR_HUB": hub, "PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        return process
    }

    /// Runs a command to its end.
    func run(_ arguments: String..., language: String = "C") async throws -> Result {
        let process = process(arguments, language: language)
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        async let text = Self.readAll(output)
        async let complaints = Self.readAll(errors)
        let (read, complained) = await (text, complaints)
        process.waitUntilExit()
        return Result(code: process.terminationStatus, output: read, errors: complained)
    }

    private static func readAll(_ pipe: Pipe) async -> String {
        let handle = pipe.fileHandleForReading
        return await withCheckedContinuation { continuation in
            Thread {
                let data = (try? handle.readToEnd()) ?? Data()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }.start()
        }
    }

    /// Serves while `body` runs, then stops by SIGTERM; returns what the server printed.
    func serving(
        _ options: String..., body: (RawHTTP) async throws -> Void
    ) async throws -> Result {
        let process = process(
            ["serve", "--port", "0", "--ready-file", ready] + options, language: "C")
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        async let text = Self.readAll(output)
        async let complaints = Self.readAll(errors)
        while process.isRunning, !FileManager.default.fileExists(atPath: ready) {
            try await Task.sleep(for: .milliseconds(10))
        }
        do {
            let url = try String(contentsOfFile: ready, encoding: .utf8)
            let port = url.split(separator: ":").last.flatMap { Int($0.filter(\.isNumber)) }
            try await body(RawHTTP(port: port ?? 0))
        } catch {
            process.terminate()
            throw error
        }
        process.terminate()
        let (read, complained) = await (text, complaints)
        process.waitUntilExit()
        return Result(code: process.terminationStatus, output: read, errors: complained)
    }

    var ready: String { folder.appending(path: "ready").path }
}
