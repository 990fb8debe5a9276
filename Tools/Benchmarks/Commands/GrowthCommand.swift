import ArgumentParser
import Foundation

/// `benchmarks growth`: the same steps on ever larger stores.
struct GrowthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "growth",
        abstract: "How first syncs, edits, quiet syncs and conflict pages grow with the store.",
        discussion: """
            Writes a JSON array: of each step that was run on a store, in order, the seconds, the
            bytes and the peak memory. First syncs are measured once for each size, the rest as
            often as the repetitions say.
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
            let least = (repetitions + 1) * edits
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

    private func measure(_ size: Int) throws -> [GrowthPoint] {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "secteur-growth-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var points: [GrowthPoint] = []
        func run(_ steps: Step..., block: Int = 0) throws {
            for step in steps {
                let measure = try Children.run(
                    step, in: folder, records: size, edits: edits, block: block)
                points.append(GrowthPoint(records: size, step: step, measure: measure))
                let line = "\(size) contracts, \(step.title): \(measure.seconds) s\n"
                FileHandle.standardError.write(Data(line.utf8))
            }
        }
        try run(.enter, .firstPush, .firstPull)
        for repetition in 0..<repetitions {
            try run(.edits, .syncEdits, .noop, block: repetition)
        }
        try run(.conflicts, block: repetitions)
        for _ in 0..<repetitions { try run(.conflictPage) }
        return points
    }
}

/// One measure of one step on a store of one size.
private struct GrowthPoint: Encodable {
    let records: Int
    let step: Step
    let measure: Measure
}
