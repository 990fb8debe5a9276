internal import ArgumentParser
internal import Glibc
internal import Synchronization

/// A polite request to stop: SIGINT (Ctrl-C) or SIGTERM.
///
/// The first one is only noted, so that the program can finish its transaction and say what is kept.
/// A second one ends the program at once, which is safe too: stores are written in transactions.
package enum Interruption {
    private static let received = Atomic<Int32>(0)
    private static let readEnd = Atomic<Int32>(-1)
    private static let writeEnd = Atomic<Int32>(-1)

    /// Begins to listen. To be called once, before the work; calling it twice is harmless.
    package static func listen() {
        guard readEnd.load(ordering: .relaxed) < 0 else { return }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { preconditionFailure("no pipe: errno \(errno)") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        _ = received.load(ordering: .relaxed)
        writeEnd.store(ends[1], ordering: .relaxed)
        readEnd.store(ends[0], ordering: .sequentiallyConsistent)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { Interruption.note($0) }
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
        for signal in [SIGINT, SIGTERM] { sigaction(signal, &action, nil) }
        unblock()
    }

    /// Whoever started the program may have blocked signals, and the program inherits that.
    private static func unblock() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    /// The signal that asked to stop.
    package static var signal: Int32? {
        let signal = received.load(ordering: .relaxed)
        return signal == 0 ? nil : signal
    }

    /// Becomes readable, and stays so, when a signal asks to stop; -1 when nobody listens.
    package static var fileDescriptor: Int32 { readEnd.load(ordering: .relaxed) }

    /// Waits, or returns `true` at once when a signal asks to stop.
    package static func wait(_ duration: Duration) -> Bool {
        let end = ContinuousClock.now + duration
        while signal == nil {
            let left = ContinuousClock.now.duration(to: end)
            if left <= .zero { return false }
            var poll = pollfd(fd: fileDescriptor, events: Int16(POLLIN), revents: 0)
            let milliseconds = (left / .milliseconds(1)).rounded(.up)
            Glibc.poll(&poll, 1, Int32(min(milliseconds, 3_600_000)))
        }
        return true
    }

    /// Ends the program as shells expect it of an interrupted one: 130 or 143.
    package static func end(after signal: Int32) throws {
        throw ExitCode(128 + signal)
    }

    /// The signal handler: only what POSIX lets a handler do.
    private static func note(_ signal: Int32) {
        let kept = errno
        received.store(signal, ordering: .relaxed)
        var byte: UInt8 = 0
        _ = write(writeEnd.load(ordering: .relaxed), &byte, 1)
        errno = kept
    }
}
