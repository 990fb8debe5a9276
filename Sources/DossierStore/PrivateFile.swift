internal import Foundation
import StoreFile

/// Small files that only their owner may read, from the moment that they exist.
enum PrivateFile {
    /// Makes a file of mode 0600 that holds `bytes`, on the disk when this returns. Never
    /// overwrites one.
    static func create(at path: String, holding bytes: [UInt8]) throws(StoreError) {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(errno == EEXIST ? .exists : .readOnly, path: path)
        }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else {
                let kind: StoreError.Kind = errno == ENOSPC ? .full : .io
                unlink(path)
                throw StoreError(kind, path: path)
            }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw StoreError(.io, path: path) }
    }
}
