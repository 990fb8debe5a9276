import NIOPosix

/// The threads for what blocks, so that those that move bytes never do.
struct ServerThreads: Sendable {
    /// Decode requests, look into the store, and carry out what takes work or much memory.
    let workers: NIOThreadPool
    /// Carry out small pushes. Each has one for as long as it waits for its commit, so that as many
    /// as come at the same time can share it; what they do together is the work of one thread.
    let writers: NIOThreadPool

    /// Starts them.
    init(_ limits: ServerLimits) {
        workers = NIOThreadPool(numberOfThreads: limits.workers)
        writers = NIOThreadPool(numberOfThreads: max(1, limits.exchanges))
        workers.start()
        writers.start()
    }

    /// Lets what is under way end.
    func shutDown() async {
        // It only fails when it is shut down already.
        for pool in [workers, writers] { try? await pool.shutdownGracefully() }
    }
}
