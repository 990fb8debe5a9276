import Foundation

/// The secret by which the hub knows this office. Never printed.
struct OfficeSecret {
    private let text: String

    init(file path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: 4_096)
        else { throw FieldRefusal.unreadable(path) }
        text = String(decoding: data, as: UTF8.self).trimmed
        guard text.utf8.count == 64, text.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
            throw HubRefusal.notASecret(path: path)
        }
    }

    /// Writes it into a file of its owner alone; takes the place of the one before at once.
    func write(to path: String) throws {
        let unfinished = path + ".new"
        unlink(unfinished)
        let descriptor = open(unfinished, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw HubRefusal.cannotWrite(path: path) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data((text + "\n").utf8))
            try handle.synchronize()
        } catch {
            throw HubRefusal.cannotWrite(path: path)
        }
        guard rename(unfinished, path) == 0 else { throw HubRefusal.cannotWrite(path: path) }
    }
}
