internal import Crypto
internal import Foundation
import StoreFile
import SyncCore

/// The persons whom this office erased, as a file beside the dossiers that is never put back from a
/// backup: whatever backup the dossiers come from, who is in it is erased from them again.
///
/// One line a person: their identifier, a random number that names nobody, and a code under the
/// office's key (HMAC-SHA256, RFC 2104), so that nobody else can have a person erased by writing
/// here. The file only grows. A line cut short by a loss of power is passed over.
struct ErasureList {
    let path: String
    private let key: SymmetricKey

    init(beside dossiers: String, key: OfficeKey) {
        self.init(at: Self.path(beside: dossiers), key: key)
    }

    init(at path: String, key: OfficeKey) {
        self.path = path
        self.key = key.derived(for: "secteur erasures 1")
    }

    static func path(beside dossiers: String) -> String {
        ((dossiers as NSString).deletingLastPathComponent as NSString)
            .appendingPathComponent("erasures")
    }

    /// What stands in the file.
    struct Contents: Equatable {
        var persons: [RecordID] = []
        /// Lines that this office didn't write, or that were cut short.
        var strangeLines = 0
    }

    /// O(lines). A file that isn't there is an empty list.
    func read() throws(StoreError) -> Contents {
        guard FileManager.default.fileExists(atPath: path) else { return Contents() }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StoreError(.readOnly, path: path)
        }
        var contents = Contents()
        for line in data.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: " "))
            guard parts.count == 2,
                let person = RecordID(String(decoding: parts[0], as: UTF8.self)),
                let code = [UInt8](hexadecimal: parts[1]),
                HMAC<SHA256>.isValidAuthenticationCode(
                    code, authenticating: person.data, using: key)
            else {
                contents.strangeLines += 1
                continue
            }
            contents.persons.append(person)
        }
        return contents
    }

    /// Adds persons, durably, at the end; when that fails, no part of a line stays.
    func add(_ persons: [RecordID]) throws(StoreError) {
        guard !persons.isEmpty else { return }
        let descriptor = open(
            path, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw StoreError(errno, path: path, otherwise: .readOnly) }
        defer { close(descriptor) }
        // After a line that was cut short comes a new one. An empty line says nothing.
        let text = persons.map { "\n" + line(for: $0) + "\n" }.joined()
        let bytes = Array(text.utf8)
        let end = lseek(descriptor, 0, SEEK_END)
        var written = 0
        while written < bytes.count {
            let count = write(descriptor, Array(bytes[written...]), bytes.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = StoreError(errno, path: path, otherwise: .io)
                // Nobody else writes here meanwhile: this office's dossiers are being written to.
                if end >= 0 { ftruncate(descriptor, end) }
                throw error
            }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw StoreError(errno, path: path, otherwise: .io) }
        try DurableName.syncFolder(of: path)
    }

    private func line(for person: RecordID) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: person.data, using: key)
        return "\(person) \(code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())"
    }
}

extension [UInt8] {
    /// `nil` for what isn't pairs of hexadecimal digits.
    fileprivate init?(hexadecimal digits: some Collection<UInt8>) {
        let values = digits.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard values.count.isMultiple(of: 2) else { return nil }
        self = []
        for pair in stride(from: 0, to: values.count, by: 2) {
            guard let high = values[pair], let low = values[pair + 1] else { return nil }
            append(UInt8(high << 4 | low))
        }
    }
}
