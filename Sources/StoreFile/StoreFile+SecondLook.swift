private import Foundation
private import Glibc

extension StoreFile {
    /// Runs what opens a store, and once more when that finds damage or something else than a store,
    /// after all of it was read.
    ///
    /// SQLite takes a page that the disk doesn't give for a damaged one (`SQLITE_IOERR_CORRUPTFS` in
    /// its `os_unix.c`), and half of a header is no store's: whoever goes on without the store must not.
    /// Not beside an open connection: to close a file that was read drops this program's locks on it.
    /// Throws what `open` throws the second time, and `StoreError` of kind `io` when the bytes can't be
    /// read. O(bytes) after damage.
    package static func lookingTwice<Result>(
        at path: String, _ open: () throws -> Result
    ) throws -> Result {
        do {
            return try open()
        } catch let error as StoreError where [.corrupt, .foreign].contains(error.kind) {
            for file in [path, path + "-wal"] where access(file, F_OK) == 0 {
                do {
                    try readToEnd(file)
                } catch {
                    throw StoreError(.io, path: path)
                }
            }
            return try open()
        }
    }

    private static func readToEnd(_ file: String) throws {
        let handle = try FileHandle(forReadingFrom: URL(filePath: file))
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {}
    }
}
