import Foundation

/// What the disk takes to make something durable: the least that a commit of its own can cost.
enum DiskFloor {
    /// Appends a page to a file and syncs it, again and again.
    static func measure(in folder: URL, times: Int = 500) throws -> Latencies {
        let path = folder.appending(path: "disk-floor").path
        let file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o600)
        guard file >= 0 else { throw LoadFault.hub("no file can be made in \(folder.path)") }
        defer {
            close(file)
            unlink(path)
        }
        let page = [UInt8](repeating: 1, count: 4096)
        var latencies = Latencies()
        for _ in 0..<times {
            let start = ContinuousClock.now
            guard write(file, page, page.count) == page.count, fdatasync(file) == 0 else {
                throw LoadFault.hub("the disk takes nothing more")
            }
            latencies.add(ContinuousClock.now - start)
        }
        return latencies
    }
}
