internal import Glibc
package import SyncCore

/// A small file that only this account may read: a key, a certificate.
package struct KeyFile: Sendable {
    /// More than any of ours holds.
    private static let limitBytes = 64 << 10

    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// The text; `nil` when there is no such file. Takes other people's right to read it away, unless
    /// the file may be another than the one that is meant.
    package func read(restricting: Bool = true) throws(KeyFileRefusal) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .unreadable(path: path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(path: path)
        }
        if restricting { fchmod(descriptor, 0o600) }
        var bytes = [UInt8](repeating: 0, count: Self.limitBytes + 1)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress! + count, $0.count - count)
            }
            guard more >= 0 else { throw .unreadable(path: path) }
            if more == 0 { break }
            count += more
        }
        guard count <= Self.limitBytes,
            let text = String(validating: bytes[..<count], as: UTF8.self)
        else { throw .unreadable(path: path) }
        return text
    }

    /// Writes all of it beside the file, and then puts it in the file's place: after a crash or a
    /// loss of power there is the old file or the new one, whole.
    package func write(_ text: String) throws(KeyFileRefusal) {
        let draft = path + ".part"
        unlink(draft)
        let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .notWritten(path: path) }
        let bytes = Array(text.utf8)
        let written = Glibc.write(descriptor, bytes, bytes.count)
        let isSafe = written == bytes.count && fsync(descriptor) == 0
        guard close(descriptor) == 0, isSafe, rename(draft, path) == 0 else {
            unlink(draft)
            throw .notWritten(path: path)
        }
        syncFolder()
    }

    package func remove() {
        unlink(path)
    }

    /// Makes the new name of the file as lasting as its content.
    private func syncFolder() {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

/// Why a file of keys can't be used. Holds nothing of it.
package enum KeyFileRefusal: ExitCoded, Hashable {
    case unreadable(path: String)
    case notWritten(path: String)

    package var code: String {
        switch self {
        case .unreadable: "file-unreadable"
        case .notWritten: "file-not-written"
        }
    }

    package var exit: Exit {
        switch self {
        case .unreadable: .noInput
        case .notWritten: .cannotCreate
        }
    }

    package var what: Phrase {
        switch self {
        case .unreadable(let path):
            Phrase(fr: "\(path) ne peut pas être lu", en: "\(path) can't be read")
        case .notWritten(let path):
            Phrase(fr: "\(path) ne peut pas être écrit", en: "\(path) can't be written")
        }
    }

    package var remedy: Phrase {
        Phrase(
            fr: "vérifiez le disque, le chemin et les droits de ce compte",
            en: "check the disk, the path and what this account may do there")
    }
}
