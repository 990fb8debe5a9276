import Charter
import Console
import Foundation
import SyncCore

/// Charters as files.
enum CharterFile {
    /// The most that a charter has: some thousand lines.
    private static let maximumBytes = 1 << 20

    /// The charter in the file; `nil` for no path.
    static func read(_ path: String?) throws -> Charter? {
        guard let path else { return nil }
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: maximumBytes + 1) ?? Data()
        else { throw CharterMissing(path: path) }
        guard data.count <= maximumBytes, let text = String(data: data, encoding: .utf8) else {
            throw CharterMissing(path: path)
        }
        return try Charter.parse(text, file: path)
    }
}

/// There is no such file, or it is no text.
private struct CharterMissing: Explained {
    let path: String
    let code = "charter-missing"

    var what: Phrase {
        Phrase(
            fr: "\(path) n'est pas un fichier lisible de texte UTF-8.",
            en: "\(path) isn't a readable file of UTF-8 text.")
    }

    let remedy = Phrase(fr: "vérifiez le chemin", en: "check the path")
}
