import Glibc

/// A value that one thread at a time may touch, and that others can wait for: POSIX's mutex and
/// condition (IEEE Std 1003.1, `pthread_cond_wait`).
///
/// Swift's `Mutex` and Dispatch's semaphore do the same; but what they order ThreadSanitizer can't see
/// once threads contend, and so can't tell what they leave unordered.
final class Monitor<State>: @unchecked Sendable {
    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ state: sending State) {
        self.state = state
        precondition(
            pthread_mutex_init(mutex, nil) == 0 && pthread_cond_init(changed, nil) == 0,
            "no memory for a lock")
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    func withLock<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&state)
    }

    /// Changes the value, and wakes one who waits for it.
    func change(_ body: (inout State) -> Void) {
        withLock { state in
            body(&state)
            pthread_cond_signal(changed)
        }
    }

    /// Waits until the value is so.
    func wait(until isSo: (State) -> Bool) {
        // Not under `withLock`: others change the value while this waits.
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !isSo(state) { pthread_cond_wait(changed, mutex) }
    }
}
