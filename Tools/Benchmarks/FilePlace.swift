import Foundation

/// Where a step finds the files of its folder. A kernel keeps in memory what was read lately, and pages
/// it out when it wants to: how much of a large store it happened to have says nothing about the store.
enum FilePlace: String, Encodable {
    case memory
    case disk

    /// Brings every file of the folder there.
    func bring(_ folder: URL) throws {
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        for file in files {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            switch self {
            case .memory:
                while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {}
            case .disk:
                // What isn't on the disk yet can't be dropped.
                try handle.synchronize()
                let failure = posix_fadvise(handle.fileDescriptor, 0, 0, POSIX_FADV_DONTNEED)
                guard failure == 0 else { throw POSIXError(.init(rawValue: failure) ?? .EIO) }
            }
        }
    }
}
