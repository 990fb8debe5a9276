internal import GRDB
import StoreFile

extension DossierStore {
    /// The bytes of this store, and what `body` returns while nobody can write to it.
    ///
    /// Every work on both files begins and ends with a write to this one. So what `body` reads of the
    /// other is what a crash may leave beside this, which is harmless.
    package func image<Result>(
        while body: () throws -> Result
    ) throws -> (bytes: [UInt8], other: Result) {
        try sealed.write { _ in
            (try sealed.read { try StoreFile.image(of: $0, path: path) }, try body())
        }
    }

    /// Seals files of the office as one backup and hands it over piece by piece, in order. The first
    /// pieces hold the wrapped keys.
    ///
    /// - Parameter progress: is told bytes done and all.
    package func seal(
        _ parts: [BackupPart], using generator: inout some RandomNumberGenerator,
        progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in },
        to write: ([UInt8]) throws -> Void
    ) throws {
        let header = try sealed.read { db in
            try BackupHeader(db, path: path, using: &generator)
        }
        let encoded = header.encoded
        let cipher = BackupCipher(officeKey, header: encoded, salt: header.salt)
        try write(BackupCipher.mark + UInt32(encoded.count).bytes + encoded)
        let index = BackupIndex(parts.map { ($0.name, $0.bytes.count) }).encoded
        let pieces = [UInt32(index.count).bytes + index] + parts.map(\.bytes)
        let total = pieces.reduce(0) { $0 + $1.count }
        var (chunk, number, done): ([UInt8], UInt64, Int) = ([], 0, 0)
        chunk.reserveCapacity(BackupCipher.chunkBytes)
        for var rest in pieces.map({ $0[...] }) {
            while !rest.isEmpty {
                let taken = rest.prefix(BackupCipher.chunkBytes - chunk.count)
                chunk += taken
                rest = rest.dropFirst(taken.count)
                done += taken.count
                guard chunk.count == BackupCipher.chunkBytes || done == total else { continue }
                try write(cipher.seal(chunk, index: number, isLast: done == total))
                chunk.removeAll(keepingCapacity: true)
                number += 1
                try progress(done, total)
            }
        }
    }

    /// What opens this office's own backups, for whoever opened the office.
    package var backupKey: BackupKey { BackupKey(officeKey: officeKey, account: account.code) }
}

extension UInt32 {
    /// Most significant first.
    var bytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
