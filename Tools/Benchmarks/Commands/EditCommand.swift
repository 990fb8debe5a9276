import ArgumentParser
import Console
import Foundation
import SummaryStore

/// `benchmarks edit`: makes a block of edits in an office's store.
struct EditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Make a block of edits in an office's store, a transaction each; print the time.")

    @Argument(help: "The office's store, with the contracts in it.")
    var file: String

    @OptionGroup var options: WorkloadOptions

    @Option(help: "Which block of edits.")
    var block = 0

    @Flag(help: "As the other side makes them.")
    var other = false

    func run() throws {
        let edits = try Edits(workload: options.workload, count: options.edits)
            .block(block, by: other ? .other : .one)
        let store = try SummaryStore(path: file, sha256: Console.sha256)
        let measure = try Measure { _ in try store.make(edits) }
        try store.close()
        FileHandle.standardOutput.write(try JSONEncoder().encode(measure))
    }
}
