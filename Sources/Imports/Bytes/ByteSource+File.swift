import Glibc

extension ByteSource {
    /// The bytes of a file, read as they are asked for; the file is closed with the last copy.
    ///
    /// Throws `input-missing` when there is no such file and `input-unreadable` for anything else.
    package static func file(_ path: String) throws(ImportRefusal) -> ByteSource {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path)
        }
        let file = OpenFile(descriptor)
        guard file.canBeRead else { throw .unreadable(path: path) }
        return ByteSource { maximumBytes throws(ImportRefusal) in
            guard let chunk = file.read(maximumBytes) else { throw .unreadable(path: path) }
            return chunk
        }
    }
}

/// An open file descriptor that is closed with its last reference.
private final class OpenFile {
    private let descriptor: CInt

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// A folder opens well and only fails when it is read.
    var canBeRead: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
    }

    /// `nil` when the system reports an error.
    func read(_ maximumBytes: Int) -> [UInt8]? {
        var failed = false
        let chunk = [UInt8](unsafeUninitializedCapacity: maximumBytes) { buffer, count in
            var got = Glibc.read(descriptor, buffer.baseAddress, maximumBytes)
            while got < 0, errno == EINTR {
                got = Glibc.read(descriptor, buffer.baseAddress, maximumBytes)
            }
            failed = got < 0
            count = max(got, 0)
        }
        return failed ? nil : chunk
    }
}
