import Foundation

/// The modules that the sources of a target import.
enum SourceImports {
    /// By module: one of the files that import it.
    static func of(_ target: PackageManifest.Target) throws -> [String: String] {
        let folder = PackageManifest.root.appending(path: target.path ?? "Sources/\(target.name)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var modules: [String: String] = [:]
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            for module in imports(in: try String(contentsOf: file, encoding: .utf8)) {
                modules[module] = file.lastPathComponent
            }
        }
        return modules
    }

    /// The modules of the import declarations: attributes, access levels and kinds apart.
    static func imports(in source: String) -> [String] {
        source.split(separator: "\n").compactMap { line in
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
                words[..<place].allSatisfy({ isModifier($0) })
            else { return nil }
            let kinds = ["struct", "class", "enum", "protocol", "func", "var", "typealias"]
            let rest = words[(place + 1)...]
            let path = kinds.contains(rest[place + 1]) ? rest.dropFirst().first : rest.first
            return path?.split(separator: ".").first.map(String.init)
        }
    }

    private static func isModifier(_ word: String) -> Bool {
        word.hasPrefix("@")
            || ["package", "internal", "private", "fileprivate", "public"].contains(word)
    }
}
