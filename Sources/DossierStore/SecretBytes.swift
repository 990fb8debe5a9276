internal import Glibc

/// Bytes that should exist in one place and for a short time: a password, a derived key, the
/// office's key, a session's secret.
///
/// They lie in pages of their own that the system is asked not to swap out (`mlock`) and to leave
/// out of core dumps (`MADV_DONTDUMP`), and are overwritten with `explicit_bzero` when the last
/// reference goes. A reference is shared, never the bytes: there is no copy but the one that a
/// body of `withBytes` makes.
///
/// What this can't hold: swift-crypto works on `SymmetricKey`s, whose memory it overwrites when it
/// is done but doesn't lock, and on the copies that BoringSSL makes of a key while it uses it.
/// They live as long as one sealing or opening.
package final class SecretBytes: Sendable {
    package let count: Int
    /// Whether the system agreed to keep the pages out of swap. Where it doesn't, the bytes are
    /// held all the same.
    package let isLocked: Bool
    // Written before the initialiser returns and after the last reference is gone, never between.
    private nonisolated(unsafe) let pages: UnsafeMutableRawPointer
    private let mappedBytes: Int

    /// Holds `count` bytes, zeros until `fill` writes them. Returns how many of them count.
    package init(
        upTo capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Int
    ) rethrows {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        mappedBytes = max(1, (capacity + page - 1) / page) * page
        let mapped = mmap(
            nil, mappedBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped, mapped != MAP_FAILED else { fatalError("no memory for a secret") }
        pages = mapped
        isLocked = mlock(mapped, mappedBytes) == 0
        _ = madvise(mapped, mappedBytes, MADV_DONTDUMP)
        do {
            count = try fill(UnsafeMutableRawBufferPointer(start: mapped, count: capacity))
        } catch {
            Self.release(mapped, mappedBytes)
            throw error
        }
    }

    /// A copy of bytes that lie elsewhere; whoever has them there wipes them.
    package convenience init(copying bytes: UnsafeRawBufferPointer) {
        self.init(upTo: bytes.count) { space in
            space.copyMemory(from: bytes)
            return bytes.count
        }
    }

    /// Random bytes.
    package convenience init(
        random count: Int, using generator: inout some RandomNumberGenerator
    ) {
        self.init(upTo: count) { space in
            for index in space.indices { space[index] = generator.next() }
            return count
        }
    }

    deinit {
        Self.release(pages, mappedBytes)
    }

    /// The bytes, for as long as `body` runs.
    package func withBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try body(UnsafeRawBufferPointer(start: pages, count: count))
    }

    /// In a time that depends on nothing but the lengths.
    package func equals(_ other: SecretBytes) -> Bool {
        guard count == other.count else { return false }
        return withBytes { mine in
            other.withBytes { theirs in
                zip(mine, theirs).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
            }
        }
    }

    private static func release(_ pages: UnsafeMutableRawPointer, _ count: Int) {
        explicit_bzero(pages, count)
        munmap(pages, count)
    }
}
