import Foundation

/// The programs of the system that these tests ask, and the files that they ask them about.
enum Machine {
    struct Ending {
        let code: Int32
        let output: String
        let errors: String
    }

    /// The package's folder.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardized

    /// The programs stand beside the tests that were built with them.
    static let programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent()

    static let systemdAnalyze = "/usr/bin/systemd-analyze"
    static let groff = "/usr/bin/groff"

    static func has(_ program: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: program)
    }

    /// - Parameter locale: English unless said.
    static func run(
        _ program: String, _ arguments: [String], locale: String = "C.UTF-8"
    ) throws -> Ending {
        let (output, errors) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ["LC_ALL": locale, "PATH": "/usr/bin:/bin", "MANROFFOPT": "-ww"]
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

    /// A folder for the time of a test.
    static func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "secteur-tools-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }
}
