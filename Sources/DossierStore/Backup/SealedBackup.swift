internal import Foundation
import StoreFile
import SyncCore

/// What opens one backup: a password or recovery code made it, or an opened office.
package struct BackupKey: Sendable {
    let officeKey: OfficeKey
    /// Whose password it was; `nil` for the recovery code.
    package let account: AccountCode?
}

/// A backup as a file that nobody has opened. Reads it bounded, whoever wrote it: its beginning
/// once, then one chunk at a time.
package final class SealedBackup {
    package var path: String { file.path }
    private let file: BackupFile
    private let header: BackupHeader
    private let encodedHeader: [UInt8]

    /// Throws `BackupError` for a file that is no backup, and `StoreError` for one that can't be read.
    package init(reading path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw BackupError(.missing, path: path)
        }
        file = try BackupFile(path)
        let mark = BackupCipher.mark
        let start = try file.read(mark.count + 4)
        guard start.starts(with: mark.dropLast()) else { throw BackupError(.foreign, path: path) }
        guard start.starts(with: mark) else { throw BackupError(.newer, path: path) }
        let count = start.dropFirst(mark.count).reduce(0) { $0 << 8 | Int($1) }
        guard start.count == mark.count + 4, count <= BackupHeader.maximumBytes else {
            throw BackupError(.damaged, path: path)
        }
        encodedHeader = try file.read(count)
        guard encodedHeader.count == count,
            let header = try? BackupHeader(decoding: encodedHeader)
        else { throw BackupError(.damaged, path: path) }
        self.header = header
    }

    /// Removes what a backup left that was cut off while it was made. Throws `backup-exists` for a file
    /// of this name that is something else, or that somebody is writing.
    package static func removeUnfinished(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let start = try BackupFile(path).read(BackupCipher.mark.count)
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        defer { close(descriptor) }
        guard BackupCipher.mark.starts(with: start), flock(descriptor, LOCK_EX | LOCK_NB) == 0
        else { throw BackupError(.exists, path: path) }
        guard unlink(path) == 0 else { throw StoreError(.readOnly, path: path) }
    }

    /// Takes as long as the account's cost says. Says nothing of which half is wrong.
    package func key(of account: AccountCode, password: SecretBytes) throws -> BackupKey {
        guard let wrap = header.accounts.first(where: { $0.code == account })?.wrap,
            let key = wrap.open(for: account, password: password)
        else { throw BackupError(.refused, path: path) }
        return BackupKey(officeKey: key, account: account)
    }

    package func key(by recovery: RecoveryCode) throws -> BackupKey {
        guard let sealed = header.recovery,
            let key = recovery.unwrap(sealed.box, salt: sealed.salt)
        else { throw BackupError(.refused, path: path) }
        return BackupKey(officeKey: key, account: nil)
    }

    /// Opens all of it, in order, and hands over each file's bytes in pieces, an empty one first.
    /// Nothing is handed over that isn't authentic; that the end is there is known at the end.
    ///
    /// Returns the files and their sizes.
    @discardableResult
    package func unpack(
        with key: BackupKey, progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in },
        _ body: (BackupName, ArraySlice<UInt8>) throws -> Void = { _, _ in }
    ) throws -> [(name: BackupName, byteCount: Int)] {
        let cipher = BackupCipher(key.officeKey, header: encodedHeader, salt: header.salt)
        try file.seek(to: UInt64(BackupCipher.mark.count + 4 + encodedHeader.count))
        var stream = ChunkStream(file: file, cipher: cipher)
        let count = try stream.take(4).reduce(0) { $0 << 8 | Int($1) }
        guard count <= BackupIndex.maximumBytes else { throw BackupError(.damaged, path: path) }
        let encodedIndex = try stream.take(count)
        guard let index = try? BackupIndex(decoding: encodedIndex),
            UInt64(index.byteCount) <= file.byteCount
        else { throw BackupError(.damaged, path: path) }
        var done = 0
        for (name, byteCount) in index.files {
            try body(name, [])
            var left = byteCount
            while left > 0 {
                let piece = try stream.next(upTo: left)
                try body(name, piece)
                left -= piece.count
                done += piece.count
                try progress(done, index.byteCount)
            }
        }
        guard stream.isAtEnd else { throw BackupError(.damaged, path: path) }
        return index.files
    }
}

/// The bytes of a backup's file.
private struct BackupFile {
    let path: String
    let byteCount: UInt64
    private let handle: FileHandle

    init(_ path: String) throws(StoreError) {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw StoreError(.readOnly, path: path)
        }
        self.path = path
        self.handle = handle
        byteCount = try Self.explaining(path) {
            let end = try handle.seekToEnd()
            try handle.seek(toOffset: 0)
            return end
        }
    }

    func seek(to offset: UInt64) throws(StoreError) {
        try Self.explaining(path) { try handle.seek(toOffset: offset) }
    }

    /// Fewer bytes at the end of the file only.
    func read(_ count: Int) throws(StoreError) -> [UInt8] {
        try Self.explaining(path) {
            var bytes: [UInt8] = []
            while bytes.count < count, let data = try handle.read(upToCount: count - bytes.count),
                !data.isEmpty
            {
                bytes += data
            }
            return bytes
        }
    }

    /// Says Foundation's errors in our words.
    private static func explaining<Result>(
        _ path: String, _ body: () throws -> Result
    ) throws(StoreError) -> Result {
        do {
            return try body()
        } catch {
            throw StoreError(.io, path: path)
        }
    }
}

/// The opened chunks of a backup, one after the other.
private struct ChunkStream {
    let file: BackupFile
    let cipher: BackupCipher
    private var opened: ArraySlice<UInt8> = []
    private var ahead: [UInt8]?
    private var index: UInt64 = 0
    private var isLast = false

    init(file: BackupFile, cipher: BackupCipher) {
        self.file = file
        self.cipher = cipher
    }

    /// At least one byte; `damaged` when there is none.
    mutating func next(upTo count: Int) throws -> ArraySlice<UInt8> {
        if opened.isEmpty { try openNext() }
        let piece = opened.prefix(count)
        opened = opened.dropFirst(piece.count)
        return piece
    }

    mutating func take(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count { bytes += try next(upTo: count - bytes.count) }
        return bytes
    }

    /// Whether the last chunk was opened, and all of it taken.
    var isAtEnd: Bool { isLast && opened.isEmpty }

    private mutating func openNext() throws {
        guard !isLast else { throw BackupError(.damaged, path: file.path) }
        let size = BackupCipher.chunkBytes + BackupCipher.tagBytes
        let sealed = try ahead ?? file.read(size)
        let following = sealed.count < size ? [] : try file.read(size)
        isLast = following.isEmpty
        guard let chunk = cipher.open(sealed, index: index, isLast: isLast) else {
            throw BackupError(.damaged, path: file.path)
        }
        opened = chunk[...]
        ahead = following
        index += 1
    }
}
