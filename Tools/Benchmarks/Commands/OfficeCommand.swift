import ArgumentParser
import Console
import Foundation
import SummaryStore

/// `benchmarks office`: a real office's shareable store, empty or with all contracts.
struct OfficeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "office",
        abstract: "Make an office's shareable store, as secteur-sync opens it.")

    @Argument(help: "The file to make.")
    var file: String

    @OptionGroup var options: WorkloadOptions

    @Flag(help: "With no contract in it.")
    var empty = false

    func run() throws {
        let workload = options.workload
        try FileManager.default.createDirectory(
            at: URL(filePath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
        try SummaryStore.create(at: file, charter: workload.charter)
        if empty { return }
        let store = try SummaryStore(path: file, sha256: Console.sha256)
        let measure = try Measure { _ in try store.enter(workload) }
        try store.close()
        FileHandle.standardOutput.write(try JSONEncoder().encode(measure))
    }
}
