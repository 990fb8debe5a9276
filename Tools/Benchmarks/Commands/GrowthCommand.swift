import ArgumentParser
import Foundation

/// `benchmarks growth`: the same steps on ever larger stores.
struct GrowthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "growth",
        abstract: "How first syncs, edits, quiet syncs and conflict pages grow with the store.",
        discussion: """
            Writes a JSON array: of each step that was run on a store, in order, the seconds, the
            bytes, the peak memory, and whether it found the files in memory or on the disk. Each is
            measured as often as the repetitions say, with the files on the disk once less; first
            syncs of more than 100,000 contracts once.
            """)

    @Option(help: "Contracts in each store, with commas.")
    var sizes = "1000,10000,100000"

    @Option(help: "How many fields are edited at a time.")
    var edits = 100

    @Option(help: "How often edits, syncs of them and pages are measured.")
    var repetitions = 5

    @Option(help: "The file for the JSON; else it is printed.")
    var out: String?

    func run() throws {
        Benchmarks.warnOfDebugBuild()
        let sizes = try sizes.split(separator: ",").map { word in
            let least = 2 * repetitions * edits
            guard let size = Int(word), size >= least else {
                throw ValidationError("--sizes are numbers of at least \(least) here.")
            }
            return size
        }
        var points: [GrowthPoint] = []
        for size in sizes { points += try measure(size) }
        let json = try JSONEncoder().encode(points)
        if let out {
            try json.write(to: URL(filePath: out))
        } else {
            FileHandle.standardOutput.write(json)
        }
    }

    /// Above it a first sync takes the better part of a minute.
    private static let mostRepeated = 100_000

    private func measure(_ size: Int) throws -> [GrowthPoint] {
        var points: [GrowthPoint] = []
        if size <= Self.mostRepeated {
            for _ in 1..<repetitions {
                points += try Children.inNewFolder {
                    try run([.enter, .firstPush, .firstPull], size, in: $0)
                }
            }
        }
        return try points + Children.inNewFolder { try steps(size, in: $0) }
    }

    private func steps(_ size: Int, in folder: URL) throws -> [GrowthPoint] {
        var points = try run([.enter, .firstPush, .firstPull], size, in: folder)
        for repetition in 0..<repetitions {
            points += try run([.edits, .syncEdits, .noop], size, in: folder, block: repetition)
        }
        for block in repetitions..<2 * repetitions - 1 {
            points += try run([.edits, .syncEdits], size, in: folder, on: .disk, block: block)
        }
        points += try run([.conflicts], size, in: folder, block: 2 * repetitions - 1)
        for _ in 0..<repetitions { points += try run([.conflictPage], size, in: folder) }
        return points
    }

    private func run(
        _ steps: [Step], _ size: Int, in folder: URL, on files: FilePlace = .memory, block: Int = 0
    ) throws -> [GrowthPoint] {
        try steps.map { step in
            try files.bring(folder)
            let measure = try Children.run(
                step, in: folder, records: size, edits: edits, block: block)
            let line =
                "\(size) contracts, files: \(files), \(step.title): \(measure.seconds) s\n"
            FileHandle.standardError.write(Data(line.utf8))
            return GrowthPoint(records: size, step: step, files: files, measure: measure)
        }
    }
}

/// One measure of one step on a store of one size.
private struct GrowthPoint: Encodable {
    let records: Int
    let step: Step
    let files: FilePlace
    let measure: Measure
}
