internal import Synchronization

/// Keeps a few of zstd's contexts for reuse: making one costs more than compressing a small message.
struct ContextPool: ~Copyable, Sendable {
    private static let capacity = 4

    private let make: @Sendable () -> OpaquePointer?
    private let free: @Sendable (OpaquePointer?) -> Int
    private let idle = Mutex<[Context]>([])

    init(
        make: @escaping @Sendable () -> OpaquePointer?,
        free: @escaping @Sendable (OpaquePointer?) -> Int
    ) {
        self.make = make
        self.free = free
    }

    /// Lends a context that nobody else uses meanwhile.
    func withContext<Answer>(_ body: (OpaquePointer) -> Answer) -> Answer {
        let context = idle.withLock { $0.popLast() } ?? made()
        defer { giveBack(context) }
        return body(context.pointer)
    }

    private func made() -> Context {
        guard let pointer = make() else { fatalError("no memory for a zstd context") }
        return Context(pointer: pointer)
    }

    private func giveBack(_ context: Context) {
        let kept = idle.withLock { idle in
            guard idle.count < Self.capacity else { return false }
            idle.append(context)
            return true
        }
        if !kept { _ = free(context.pointer) }
    }

    /// Sendable, because only one borrower at a time has it.
    private struct Context: @unchecked Sendable {
        let pointer: OpaquePointer
    }
}
