import DossierStore
import Foundation
import StoreFile
import SyncCore

/// The half of a session that the command line keeps: a file of mode 0600 in the runtime folder,
/// named for the office. Alone it opens nothing.
struct SessionFile {
    private let path: String

    private static let mark = Array("SECTSES1".utf8)
    private static let byteCount = mark.count + 16 + SessionTicket.secretBytes

    init(of office: RecordID) throws {
        path = try RuntimeFolder.path() + "/\(office).session"
    }

    /// The ticket; `nil` when there is none, or the file isn't this user's alone. Throws `StoreError`
    /// when the disk doesn't say: who is logged in is then not asked to log in again.
    func read() throws -> SessionTicket? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if [ENOENT, ELOOP, EACCES].contains(errno) { return nil }
            throw StoreError(.io, path: path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw StoreError(.io, path: path) }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0,
            status.st_size == Self.byteCount
        else { return nil }
        let bytes = SecretBytes(upTo: Self.byteCount) { space in
            max(0, Foundation.read(descriptor, space.baseAddress, space.count))
        }
        return try bytes.withBytes { bytes in
            guard bytes.count == Self.byteCount else { throw StoreError(.io, path: path) }
            guard bytes.starts(with: Self.mark) else { return nil }
            let named = bytes[Self.mark.count...]
            guard let id = SessionID(bytes: Array(named.prefix(16))) else { return nil }
            return SessionTicket(
                id: id,
                secret: SecretBytes(copying: UnsafeRawBufferPointer(rebasing: named.dropFirst(16))))
        }
    }

    /// Writes the ticket; takes the place of the one before at once.
    func write(_ ticket: SessionTicket) throws {
        let unfinished = path + ".new"
        unlink(unfinished)
        let descriptor = open(unfinished, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError(.readOnly, path: path) }
        defer { close(descriptor) }
        let bytes = SecretBytes(upTo: Self.byteCount) { space in
            space.copyBytes(from: Self.mark + ticket.id.bytes)
            ticket.secret.withBytes { secret in
                UnsafeMutableRawBufferPointer(rebasing: space[(Self.mark.count + 16)...])
                    .copyMemory(from: secret)
            }
            return Self.byteCount
        }
        let written = bytes.withBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        guard written == Self.byteCount, rename(unfinished, path) == 0 else {
            unlink(unfinished)
            throw StoreError(.io, path: path)
        }
    }

    func remove() {
        unlink(path)
    }
}
