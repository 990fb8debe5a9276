import Foundation
import Testing

/// What is really linked, whatever the package says.
@Suite("The wall in the programs")
struct SymbolWallTests {
    @Test(arguments: Wall.programsOnTheNetwork)
    func `a program on the network has no symbol of the case files`(program: String) throws {
        for module in ["DossierStore", "Desk", "Imports"] {
            #expect(try symbols(of: module, in: program) == 0, "\(program) has \(module)")
        }
    }

    @Test func `the office's program has them, so that the search finds what is there`() throws {
        #expect(try symbols(of: "DossierStore", in: "secteur") > 0)
        #expect(try symbols(of: "SyncCore", in: "secteur-sync") > 0)
        #expect(try symbols(of: "SyncCore", in: "secteur-hub") > 0)
    }

    @Test func `the office's program can't speak to the network`() throws {
        #expect(try symbols(of: "Transport", in: "secteur") == 0)
        #expect(try count("curl_", in: "secteur") == 0)
        #expect(try count("curl_", in: "secteur-sync") > 0)
    }

    /// Symbols of a module: Swift's names hold it with its length before it.
    private func symbols(of module: String, in program: String) throws -> Int {
        try count("\(module.utf8.count)\(module)", in: program)
    }

    /// How many of a program's symbols hold a word. `nm` prints hundreds of megabytes, so they are
    /// counted where they come out.
    private func count(_ word: String, in program: String) throws -> Int {
        let path = Self.folder.appending(path: program).path
        let output = try Command.output(
            "bash", "-c", "set -o pipefail; nm \"$0\" | { grep -c \"$1\" || true; }", path, word)
        let text = String(decoding: output, as: UTF8.self)
        return try #require(Int(text.filter(\.isNumber)))
    }

    /// The programs stand beside the tests that were built with them.
    private static let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
}
