import Foundation

/// Text from a file or from standard input.
enum InputText {
    /// The most that is read: far above what the longest fields hold.
    static let maximumBytes = 1 << 20

    /// `-` is standard input.
    static func read(_ source: String) throws -> String {
        let handle: FileHandle
        if source == "-" {
            handle = .standardInput
        } else {
            guard let opened = FileHandle(forReadingAtPath: source) else {
                throw FieldRefusal.unreadable(source)
            }
            handle = opened
        }
        guard let data = try? handle.read(upToCount: maximumBytes + 1) ?? Data() else {
            throw FieldRefusal.unreadable(source)
        }
        guard data.count <= maximumBytes, let text = String(data: data, encoding: .utf8) else {
            throw FieldRefusal.malformed
        }
        return text
    }
}
