import Glibc

/// Whose turn it is among the programs that write to one store.
///
/// SQLite lets who waits for the write lock look again now and then, and a busy server would have it
/// again by then. So whoever wants to write takes the turn first, keeps it while it waits for the
/// write lock, and passes it on once it has that: a server that commits group after group lets an
/// admin's command in after the group under way.
///
/// The turn is a lock on an empty file beside the store. It is about fairness alone: SQLite's own lock
/// is what keeps writers apart, so a turn that can't be had is gone without.
final class WriteTurn: Sendable {
    /// Whoever holds it so long was stopped.
    private static let patienceMilliseconds = 1000
    private static let millisecond: UInt32 = 1000

    /// Negative when there is no such file, and can be none.
    private let file: Int32

    /// - Parameter path: of the store.
    init(at path: String) {
        file = open(path + "-turn", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        var store = stat()
        guard file >= 0, geteuid() == 0, stat(path, &store) == 0 else { return }
        // As SQLite does with its log: a command of root's must not shut the server's own user out.
        _ = fchown(file, store.st_uid, store.st_gid)
    }

    deinit {
        if file >= 0 { Glibc.close(file) }
    }

    /// Waits for the turn.
    func take() {
        guard file >= 0 else { return }
        for _ in 0..<Self.patienceMilliseconds {
            if flock(file, LOCK_EX | LOCK_NB) == 0 { return }
            usleep(Self.millisecond)
        }
    }

    /// Lets the next have it.
    func pass() {
        if file >= 0 { _ = flock(file, LOCK_UN) }
    }
}
