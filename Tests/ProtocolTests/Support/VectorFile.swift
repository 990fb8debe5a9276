import Foundation
import Testing

/// A file of `Protocol/vectors`, which must hold exactly what the code makes.
///
/// With `SECTEUR_WRITE_VECTORS=1` in the environment it is written instead of compared: look at the
/// difference before you commit it, since it is a change of the protocol.
struct VectorFile {
    let name: String

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Protocol/vectors")

    private var url: URL { Self.folder.appending(path: name) }

    func read() throws -> String { try String(contentsOf: url, encoding: .utf8) }

    func expect(_ text: String) throws {
        if ProcessInfo.processInfo.environment["SECTEUR_WRITE_VECTORS"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let stored = try? read()
        #expect(
            stored == text,
            "Protocol/vectors/\(name) differs; SECTEUR_WRITE_VECTORS=1 writes it anew")
    }

    /// - Parameter about: what the vectors of this file show.
    func expect(_ about: String, _ vectors: [JSONText]) throws {
        let file = JSONText.object([
            ("about", .text(about)), ("protocolVersion", .number(1)), ("vectors", .list(vectors)),
        ])
        try expect(file.lines() + "\n")
    }
}
