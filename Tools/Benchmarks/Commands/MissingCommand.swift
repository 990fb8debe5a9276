import ArgumentParser
import Console
import SummaryStore
import SyncCore

/// `benchmarks missing`: whether what two sides wrote of the same fields is still there.
struct MissingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "missing",
        abstract: "Print how many values of a block of edits, made by both sides, a store lacks.")

    @Argument(help: "The office's store, which has synced both sides' edits.")
    var file: String

    @OptionGroup var options: WorkloadOptions

    @Option(help: "Which block of edits.")
    var block = 0

    func run() throws {
        let edits = Edits(workload: options.workload, count: options.edits)
        let store = try SummaryStore(path: file, sha256: Console.sha256)
        var missing = 0
        for side in Edits.Side.allCases {
            for edit in try edits.block(block, by: side) {
                let versions = try store.record(edit.id)?[edit.field].versions ?? []
                if !versions.contains(where: { $0.value == edit.value }) { missing += 1 }
            }
        }
        try store.close()
        print(missing)
    }
}
