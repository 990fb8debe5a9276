/// Where the bytes of an import come from: a file, a pipe, an array in a test.
///
/// Readers pull chunks from it, so that a file of hundreds of megabytes passes through a few
/// hundred kilobytes of memory.
package struct ByteSource {
    /// The most bytes asked for at once.
    static let chunkBytes = 64 * 1024

    /// Gives between one and the asked number of bytes; none at the end.
    let read: (_ maximumBytes: Int) throws(ImportRefusal) -> [UInt8]

    package init(read: @escaping (_ maximumBytes: Int) throws(ImportRefusal) -> [UInt8]) {
        self.read = read
    }

    /// Bytes that are already in memory, handed out `step` at a time.
    package init(_ bytes: [UInt8], step: Int = ByteSource.chunkBytes) {
        var rest = bytes[...]
        self.init { maximumBytes in
            let chunk = rest.prefix(min(maximumBytes, step))
            rest = rest.dropFirst(chunk.count)
            return Array(chunk)
        }
    }
}
