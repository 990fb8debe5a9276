internal import Crypto
internal import Foundation
import StoreFile

/// The key under which the office keeps each person's key: 256 random bits in a file of its own.
///
/// The file is readable by its owner alone and stands beside the dossiers. Whoever has the
/// dossiers without it has nothing.
struct OfficeKey: Sendable {
    let key: SymmetricKey

    private static let mark = "secteur-office-key-1"

    /// Makes a key and its file. Never overwrites one.
    static func create(at path: String) throws(StoreError) -> OfficeKey {
        let key = SymmetricKey(size: .bits256)
        let digits = key.withUnsafeBytes { bytes in
            bytes.map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }.joined()
        }
        try PrivateFile.create(at: path, holding: Array("\(mark) \(digits)\n".utf8))
        return OfficeKey(key: key)
    }

    /// Reads the key. Refuses a file that others may read.
    static func read(from path: String) throws(DossierError) -> OfficeKey {
        var status = stat()
        guard stat(path, &status) == 0 else { throw DossierError(.keyMissing, at: path) }
        guard status.st_mode & 0o077 == 0 else { throw DossierError(.keyExposed, at: path) }
        guard status.st_size < 200, let data = FileManager.default.contents(atPath: path) else {
            throw DossierError(.keyWrong, at: path)
        }
        let words = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0] == mark, let bytes = bytes(hex: words[1].utf8),
            bytes.count == 32
        else { throw DossierError(.keyWrong, at: path) }
        return OfficeKey(key: SymmetricKey(data: bytes))
    }

    private static func bytes(hex: Substring.UTF8View) -> [UInt8]? {
        let digits = hex.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for pair in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[pair], let low = digits[pair + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}
