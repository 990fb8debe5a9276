package import Charter
internal import Glibc
internal import SyncCore

/// Charters as files.
package enum CharterFile {
    /// The most that is read: real charters have some twenty kilobytes.
    private static let limitBytes = 1 << 20

    /// Reads and checks a charter's file. Throws `charter-missing` and `charter-refused`.
    package static func read(_ path: String) throws -> Charter {
        try Charter.parse(try text(of: path), file: path)
    }

    private static func text(of path: String) throws -> String {
        guard let file = fopen(path, "rb") else { throw CharterMissing(path: path) }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: limitBytes + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0, count <= limitBytes,
            let text = String(validating: bytes[..<count], as: UTF8.self)
        else { throw CharterMissing(path: path) }
        return text
    }
}

/// The file can't be read, or isn't text.
private struct CharterMissing: ExitCoded {
    let path: String

    let code = "charter-missing"
    let exit = Exit.noInput

    var what: Phrase {
        Phrase(
            fr: "la charte \(path) ne peut pas être lue", en: "the charter \(path) can't be read")
    }

    var remedy: Phrase {
        Phrase(
            fr: "donnez le chemin d'un fichier YAML en UTF-8, d'un mégaoctet au plus",
            en: "name a YAML file in UTF-8, of one megabyte at most")
    }
}
