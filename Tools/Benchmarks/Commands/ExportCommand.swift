import ArgumentParser
import Foundation
import SyncCore

/// `benchmarks export`: the contracts and their edits as tab-separated text, for peers.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the contracts and edits as tab-separated text, for other programs.",
        discussion: """
            columns.tsv      a column's name and kind (integer or text), a line each, without the
                             identifier, which is the first of each contract: 32 digits
            contracts.tsv    a line for each contract; an empty cell is no value
            edits-N-one.tsv, edits-N-other.tsv
                             identifier, column, value: what each of two sides changes
            """)

    @Argument(help: "A folder, made if need be.")
    var folder: String

    @OptionGroup var options: WorkloadOptions

    @Option(help: "How many blocks of edits.")
    var blocks = 1

    func run() throws {
        let folder = URL(filePath: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let workload = options.workload
        let kinds = try Self.kinds(workload)
        let columns = zip(workload.registers, kinds).map { "\($0.text)\t\($1)\n" }
        try columns.joined().write(
            to: folder.appending(path: "columns.tsv"), atomically: false, encoding: .utf8)
        try contracts(workload, to: folder.appending(path: "contracts.tsv"))
        let edits = Edits(workload: workload, count: options.edits)
        for block in 0..<blocks {
            for side in Edits.Side.allCases {
                let text = try edits.block(block, by: side).map(\.line).joined()
                let name = "edits-\(block)-\(side.rawValue).tsv"
                try text.write(
                    to: folder.appending(path: name), atomically: false, encoding: .utf8)
            }
        }
    }

    private func contracts(_ workload: Workload, to file: URL) throws {
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        let handle = try FileHandle(forWritingTo: file)
        for start in stride(from: 0, to: workload.records, by: 10_000) {
            let places = start..<min(start + 10_000, workload.records)
            let text = try places.map { try workload.row(at: $0).line }.joined()
            try handle.write(contentsOf: Data(text.utf8))
        }
        try handle.close()
    }

    /// What each column holds: whole numbers and flags as integers, codes as text.
    private static func kinds(_ workload: Workload) throws -> [String] {
        var kinds = workload.registers.map { _ in "integer" }
        for place in 0..<min(100, workload.records) {
            for (column, value) in try workload.row(at: place).values.enumerated() {
                if case .code = value { kinds[column] = "text" }
            }
        }
        return kinds
    }
}
