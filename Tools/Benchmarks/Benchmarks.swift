import ArgumentParser
import Foundation

/// Measures the engine beside plain SQLite, in one run on one machine, and prints ratios.
@main
struct Benchmarks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks",
        abstract: "Measures syncs beside plain SQLite upserts of the same rows.",
        discussion: """
            Each step runs in a process of its own. Ratios are medians over the repetitions, with
            the least and the greatest. Build it with: swift build -c release --product benchmarks
            """)

    @Option(help: "Contracts in the store.")
    var records = 100_000

    @Option(
        help: "Contracts in the large store, to see whether an edit's cost is flat; 0 for none.")
    var large = 1_000_000

    @Option(help: "How often each step is measured.")
    var repetitions = 5

    @Option(help: ArgumentHelp("Run one step in a folder.", visibility: .hidden))
    var step: String?

    @Option(help: ArgumentHelp("The folder of the step.", visibility: .hidden))
    var folder: String?

    func run() throws {
        if let step = step.flatMap(Step.init), let folder {
            let measure = try step.run(in: URL(filePath: folder), records: records)
            FileHandle.standardOutput.write(try JSONEncoder().encode(measure))
            return
        }
        #if DEBUG
            print("A debug build: the numbers say little. Build with -c release.")
        #endif
        var report = Report(records: records, large: large)
        for repetition in 1...max(1, repetitions) {
            report.add(try measureAll(records), of: .ordinary)
            print("\(records) contracts: \(repetition) of \(repetitions) done")
        }
        report.csvBytes = try csvBytes(records)
        if large > 0 {
            report.add(try measureAll(large), of: .large)
            print("\(large) contracts: done")
        }
        print(report.table)
    }

    private func measureAll(_ records: Int) throws -> [Step: Measure] {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "secteur-benchmarks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var measures: [Step: Measure] = [:]
        for step in Step.allCases {
            measures[step] = try inChild(step, records, folder)
        }
        try FileManager.default.removeItem(at: folder)
        return measures
    }

    private func inChild(_ step: Step, _ records: Int, _ folder: URL) throws -> Measure {
        let output = try run(
            "/proc/self/exe",
            ["--step", step.rawValue, "--folder", folder.path, "--records", "\(records)"])
        return try JSONDecoder().decode(Measure.self, from: output)
    }

    /// The same values as CSV, through gzip.
    private func csvBytes(_ records: Int) throws -> Int {
        var bench = Bench(folder: FileManager.default.temporaryDirectory)
        let csv = try bench.plainRows(records).map(\.csv).joined()
        let file = FileManager.default.temporaryDirectory
            .appending(path: "secteur-\(UUID().uuidString).csv")
        try csv.write(to: file, atomically: false, encoding: .utf8)
        defer { unlink(file.path) }
        return try run("/bin/gzip", ["-c", file.path]).count
    }

    private func run(_ program: String, _ arguments: [String]) throws -> Data {
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
