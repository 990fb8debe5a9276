/// Takes bytes one by one from a source and counts lines.
///
/// A source that fails looks like an end here; whoever meets the end asks `failure`.
struct ByteReader {
    private let source: ByteSource
    private var chunk: [UInt8] = []
    private var next = 0
    private var ended = false

    /// The line of the next byte, from 1.
    private(set) var line = 1

    /// Why the source gave no more bytes, when it did not simply end.
    private(set) var failure: ImportRefusal?

    init(_ source: ByteSource) {
        self.source = source
    }

    /// The next byte, left where it is; `nil` at the end.
    mutating func peek() -> UInt8? {
        if next < chunk.count { return chunk[next] }
        refill()
        return chunk.isEmpty ? nil : chunk[next]
    }

    /// The next byte; `nil` at the end.
    mutating func take() -> UInt8? {
        guard let byte = peek() else { return nil }
        next += 1
        if byte == UInt8(ascii: "\n") { line += 1 }
        return byte
    }

    /// The first bytes of all, left where they are: they say which encoding follows. Fewer than
    /// `count` only when the whole input is shorter.
    mutating func beginning(_ count: Int) -> ArraySlice<UInt8> {
        precondition(next == 0 && line == 1, "only asked for at the very beginning")
        while chunk.count < count, let more = pull() {
            chunk += more
        }
        return chunk.prefix(count)
    }

    private mutating func refill() {
        chunk = pull() ?? []
        next = 0
    }

    private mutating func pull() -> [UInt8]? {
        guard !ended else { return nil }
        do throws(ImportRefusal) {
            let more = try source.read(ByteSource.chunkBytes)
            ended = more.isEmpty
            return ended ? nil : more
        } catch {
            failure = error
            ended = true
            return nil
        }
    }
}
