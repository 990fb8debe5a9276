import Foundation
import Fuzzing
import Testing

/// What a target's fuzzing starts from: the folder `Tools/Fuzzing/corpus`, the test vectors of the
/// protocol, and messages made for it.
enum Corpus {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func files(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        try inTheTree(target) + vectors(for: target) + target.seeds
    }

    private static func inTheTree(
        _ target: FuzzTarget
    ) throws -> [(name: String, bytes: [UInt8])] {
        let folder = root.appending(path: "Tools/Fuzzing/corpus/\(target)")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            return []
        }
        return try names.sorted().map {
            ($0, Array(try Data(contentsOf: folder.appending(path: $0))))
        }
    }

    private static func vectors(
        for target: FuzzTarget
    ) throws -> [(name: String, bytes: [UInt8])] {
        switch target {
        case .record, .request, .answer:
            let whole = try list("\(target)s.json")
            let invalid = try list("invalid.json").filter { $0["kind"] as? String == "\(target)" }
            return try (whole + invalid).map { (try name(of: $0), try bytes(of: $0)) }
        case .join:
            return try list("joins.json").map { vector in
                let parts = try ["a", "b"].map { try #require(vector[$0] as? [String: Any]) }
                return (try name(of: vector), try parts.flatMap(bytes))
            }
        default: return []
        }
    }

    private static func list(_ file: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: root.appending(path: "Protocol/vectors/\(file)"))
        let whole = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return try #require(whole?["vectors"] as? [[String: Any]])
    }

    private static func name(of vector: [String: Any]) throws -> String {
        try #require(vector["name"] as? String)
    }

    private static func bytes(of vector: [String: Any]) throws -> [UInt8] {
        let digits = Array(try #require(vector["cbor"] as? String))
        return try stride(from: 0, to: digits.count, by: 2).map {
            try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
        }
    }
}
