import Foundation

/// What Package.swift says, as `swift package dump-package` gives it.
struct PackageManifest: Decodable {
    struct Target: Decodable {
        let name: String
        let type: String
        let path: String?
        let dependencies: [Dependency]
    }

    /// One arrow: to a target of ours or a product of a dependency.
    struct Dependency: Decodable {
        let name: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let kinds = try container.decode([String: [Part]].self)
            name = kinds.values.first?.first?.name ?? ""
        }

        private struct Part: Decodable {
            let name: String?

            init(from decoder: any Decoder) throws {
                name = try? decoder.singleValueContainer().decode(String.self)
            }
        }
    }

    let targets: [Target]

    /// The targets that programs are made of.
    var ours: [Target] { targets.filter { $0.type != "test" } }

    /// The arrows as they are declared.
    var arrows: [String: Set<String>] {
        Dictionary(
            uniqueKeysWithValues: ours.map { ($0.name, Set($0.dependencies.map(\.name))) })
    }

    /// Everything that a target reaches.
    func closure(of name: String) -> Set<String> {
        let arrows = arrows
        var reached: Set<String> = []
        var next = Array(arrows[name] ?? [])
        while let target = next.popLast() {
            if reached.insert(target).inserted { next += arrows[target] ?? [] }
        }
        return reached
    }

    /// The folder of the package.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardized

    /// Asks the package manager. It gets a folder of its own, since `swift test` holds the other.
    static func read() throws -> PackageManifest {
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "secteur-wall-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let text = try Command.output(
            "swift", "package", "--package-path", root.path, "--scratch-path", scratch.path,
            "dump-package")
        return try JSONDecoder().decode(PackageManifest.self, from: text)
    }
}
