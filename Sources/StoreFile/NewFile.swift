private import Glibc

/// A new file that only its owner may read, from the moment that it exists: mode 0600, never in the
/// place of another.
package final class NewFile {
    package let path: String
    private let descriptor: Int32
    private var isOpen = true

    /// Throws `store-exists` when there is a file of this name.
    package init(creating path: String) throws(StoreError) {
        self.path = path
        descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(errno, path: path, otherwise: errno == EEXIST ? .exists : .readOnly)
        }
        // Who finds it can tell whether somebody is still at it.
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
    }

    deinit {
        if isOpen { close(descriptor) }
    }

    package func write(_ bytes: some Collection<UInt8>) throws(StoreError) {
        let whole = Array(bytes)
        var written = 0
        while written < whole.count {
            let count = whole[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw StoreError(errno, path: path, otherwise: .io)
            }
            written += count
        }
    }

    /// All of it is on the disk when this returns.
    package func finish() throws(StoreError) {
        isOpen = false
        let failure = fsync(descriptor) == 0 ? 0 : errno
        guard close(descriptor) == 0, failure == 0 else {
            throw StoreError(failure == 0 ? errno : failure, path: path, otherwise: .io)
        }
    }
}
