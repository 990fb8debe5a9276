import ArgumentParser
import Foundation

/// Runs programs, and steps as children of this one.
enum Children {
    /// Runs steps in a new folder, each in a process of its own.
    static func run(_ steps: [Step], records: Int, edits: Int) throws -> [Step: Measure] {
        try inNewFolder { folder in
            var measures: [Step: Measure] = [:]
            for step in steps {
                measures[step] = try run(
                    step, in: folder, records: records, edits: edits, block: step.usualBlock)
            }
            return measures
        }
    }

    /// Does something in a folder of its own, which goes afterwards.
    static func inNewFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "secteur-benchmarks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Runs one step in a folder, in a process of its own.
    static func run(
        _ step: Step, in folder: URL, records: Int, edits: Int, block: Int
    ) throws -> Measure {
        let output = try run(
            "/proc/self/exe",
            [
                "step", step.rawValue, folder.path, "--records", "\(records)",
                "--edits", "\(edits)", "--block", "\(block)",
            ])
        return try JSONDecoder().decode(Measure.self, from: output)
    }

    /// What a program prints. Throws unless it ends well.
    static func run(_ program: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: program).resolvingSymlinksInPath()
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ExitCode.failure }
        return output
    }
}
