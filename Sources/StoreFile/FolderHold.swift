private import Glibc
private import Synchronization

/// A claim on a folder of stores, until it is released: shared by all who work with what lies in it,
/// or of one alone who puts other stores in its place (`flock`). Between programs, and between two
/// claims of one.
package final class FolderHold: Sendable {
    /// What whoever claims a folder waits for another to end.
    private static let patience = Duration.seconds(2)

    private let descriptor: Descriptor

    /// Claims the folder together with others. Throws `busy` while somebody replaces it.
    package convenience init(sharing folder: String) throws(StoreError) {
        try self.init(folder, LOCK_SH)
    }

    /// Claims the folder alone. Throws `busy` while anybody else has it.
    package convenience init(alone folder: String) throws(StoreError) {
        try self.init(folder, LOCK_EX)
    }

    private init(_ folder: String, _ operation: Int32) throws(StoreError) {
        let end = ContinuousClock.now + Self.patience
        while true {
            let folderDescriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard folderDescriptor >= 0 else {
                throw StoreError(
                    [ENOENT, ENOTDIR].contains(errno) ? .missing : .readOnly, path: folder)
            }
            let descriptor = Descriptor(folderDescriptor)
            if flock(folderDescriptor, operation | LOCK_NB) == 0 {
                // The name may have gone to another folder meanwhile, which is then the one to claim.
                if descriptor.isNamed(folder) {
                    self.descriptor = descriptor
                    return
                }
            } else if errno != EWOULDBLOCK {
                throw StoreError(.io, path: folder)
            }
            guard ContinuousClock.now < end else { throw StoreError(.busy, path: folder) }
            usleep(20_000)
        }
    }

    /// Lets others have the folder. Calling it twice is harmless.
    package func release() { descriptor.close() }
}

/// An open file, closed once.
private final class Descriptor: Sendable {
    private let number: Atomic<Int32>

    init(_ number: Int32) { self.number = Atomic(number) }

    deinit { close() }

    func close() {
        let open = number.exchange(-1, ordering: .acquiringAndReleasing)
        if open >= 0 { Glibc.close(open) }
    }

    /// Whether it is what the path names now.
    func isNamed(_ path: String) -> Bool {
        var (own, named) = (stat(), stat())
        return fstat(number.load(ordering: .acquiring), &own) == 0 && stat(path, &named) == 0
            && own.st_dev == named.st_dev && own.st_ino == named.st_ino
    }
}
