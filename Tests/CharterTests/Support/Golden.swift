import Charter
import Foundation
import Testing

/// The files beside these tests.
///
/// Run the tests with `SECTEUR_WRITE_GOLDEN=1` to write what is produced now; then read the diff.
enum Golden {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let folder = tests.appending(path: "Golden")

    /// A file of the folder `Protocol`.
    static func specification(_ name: String) throws -> String {
        try String(
            contentsOf: tests.appending(path: "../../Protocol/\(name)"), encoding: .utf8)
    }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// Expects that a text is the one that was read and approved.
    static func expect(
        _ produced: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        if ProcessInfo.processInfo.environment["SECTEUR_WRITE_GOLDEN"] != nil {
            try produced.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        let approved = try text(name)
        let first = zip(approved.split(separator: "\n"), produced.split(separator: "\n"))
            .first { $0 != $1 }
        #expect(
            produced == approved, "\(name) differs, first in \(String(describing: first))",
            sourceLocation: sourceLocation)
    }

    /// The small charter in which every rule occurs.
    static func workshop() throws -> Charter {
        try Charter.parse(text("workshop.yaml"), file: "workshop.yaml")
    }
}
