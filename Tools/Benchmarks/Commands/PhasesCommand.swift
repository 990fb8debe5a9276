import ArgumentParser
import Foundation

/// `benchmarks`: all steps in one process each, beside plain SQLite, with the phases of syncs.
struct PhasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phases",
        abstract: "Office and hub in one process, beside plain SQLite; says where the time goes.",
        discussion: """
            Each step runs in a process of its own. Ratios are medians over the repetitions, with
            the least and the greatest.
            """)

    @OptionGroup var options: WorkloadOptions

    @Option(
        help: "Contracts in the large store, to see whether an edit's cost is flat; 0 for none.")
    var large = 1_000_000

    @Option(help: "How often each step is measured.")
    var repetitions = 5

    func run() throws {
        Benchmarks.warnOfDebugBuild()
        let (records, edits) = (options.records, options.edits)
        var report = Report(records: records, large: large)
        for repetition in 1...max(1, repetitions) {
            report.add(
                try Children.run(Step.allCases, records: records, edits: edits), of: .ordinary)
            print("\(records) contracts: \(repetition) of \(repetitions) done")
        }
        report.csvBytes = try csvBytes()
        if large > 0 {
            report.add(
                try Children.run(Step.allCases, records: large, edits: edits), of: .large)
            print("\(large) contracts: done")
        }
        print(report.table)
    }

    /// The same values as a table's text, through gzip.
    private func csvBytes() throws -> Int {
        let workload = options.workload
        let text = try (0..<options.records).map { try workload.row(at: $0).line }.joined()
        let file = FileManager.default.temporaryDirectory
            .appending(path: "secteur-\(UUID().uuidString).tsv")
        try text.write(to: file, atomically: false, encoding: .utf8)
        defer { unlink(file.path) }
        return try Children.run("/bin/gzip", ["-c", file.path]).count
    }
}
