import ArgumentParser
import Console
import SummaryStore

/// `benchmarks digest`: whether two stores hold the same.
struct DigestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: "Print one digest over all that an office's store holds.")

    @Argument(help: "The office's store.")
    var file: String

    func run() throws {
        let store = try SummaryStore(path: file, sha256: Console.sha256)
        print(try store.partDigest().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        try store.close()
    }
}
