internal import Crypto
internal import Foundation
import StoreFile

/// `office.key`: the file in which earlier versions kept the office's key beside the dossiers.
/// The first account takes the key in, and the file is destroyed.
enum OfficeKeyFile {
    private static let mark = "secteur-office-key-1"
    private static let maximumBytes = 200

    static func path(beside dossiers: String) -> String {
        let folder = (dossiers as NSString).deletingLastPathComponent
        return (folder as NSString).appendingPathComponent("office.key")
    }

    /// Reads the key. Refuses a file that others may read.
    static func read(beside dossiers: String) throws(DossierError) -> OfficeKey {
        let path = path(beside: dossiers)
        var status = stat()
        guard stat(path, &status) == 0 else { throw DossierError(.keyMissing, at: path) }
        guard status.st_mode & 0o077 == 0 else { throw DossierError(.keyExposed, at: path) }
        guard let key = key(in: path) else { throw DossierError(.keyWrong, at: path) }
        return key
    }

    /// Overwrites and removes the file, when there is one and it holds this very key. Throws when
    /// it can't: then the next login tries again.
    static func destroy(beside dossiers: String, ifHolding key: OfficeKey) throws {
        let path = path(beside: dossiers)
        guard let held = self.key(in: path), held.bytes.equals(key.bytes) else { return }
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw StoreError(.readOnly, path: path) }
        defer { close(descriptor) }
        let zeros = [UInt8](repeating: 0, count: maximumBytes)
        guard write(descriptor, zeros, zeros.count) == zeros.count, fsync(descriptor) == 0,
            unlink(path) == 0
        else { throw StoreError(.io, path: path) }
    }

    private static func key(in path: String) -> OfficeKey? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_size < maximumBytes,
            let data = FileManager.default.contents(atPath: path)
        else { return nil }
        let words = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0] == mark else { return nil }
        let digits = words[1].utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 2 * OfficeKey.byteCount else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { index -> UInt8? in
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            return UInt8(high << 4 | low)
        }
        return OfficeKey(bytes.withUnsafeBytes { SecretBytes(copying: $0) })
    }
}
