import ArgumentParser
import Foundation

/// `benchmarks step`: what the other commands run as their child, one step in a folder.
struct StepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "Run one step in a folder; print its measure as JSON.",
        shouldDisplay: false)

    @Argument var step: String
    @Argument var folder: String
    @OptionGroup var options: WorkloadOptions
    @Option var block = 0

    func run() throws {
        guard let step = Step(rawValue: step) else {
            let names = Step.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("A step is one of: \(names).")
        }
        let bench = Bench(
            folder: URL(filePath: folder), records: options.records, edits: options.edits,
            block: block)
        FileHandle.standardOutput.write(try JSONEncoder().encode(step.run(in: bench)))
    }
}
