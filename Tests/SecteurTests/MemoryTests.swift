import Foundation
import Testing

/// The program holds keys and case files in its memory; the system is to show that to nobody.
@Suite("What the program holds in memory")
struct MemoryTests {
    @Test("is in no core dump")
    func noDump() throws {
        let program = try Program()
        try program.initialise()
        let running = try program.begin("person", "add", "--from", "-")
        defer { running.terminate() }
        // It does so first of all; it has until it waits for what isn't typed.
        var sizes: [Substring] = []
        for _ in 0..<2_000 where sizes != ["0", "0"] {
            sizes = try coreSizes(of: running)
            usleep(5_000)
        }
        #expect(sizes == ["0", "0"])
    }

    /// How large a core dump of the process may be: now, and at most.
    private func coreSizes(of process: Process) throws -> [Substring] {
        let limits = try String(
            contentsOfFile: "/proc/\(process.processIdentifier)/limits", encoding: .utf8)
        let title = "Max core file size"
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix(title) })
        return line.dropFirst(title.count).split(separator: " ").dropLast()
    }
}
