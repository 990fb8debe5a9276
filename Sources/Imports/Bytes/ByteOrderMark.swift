/// The marks that some programs put before a text.
enum ByteOrderMark: Equatable {
    case none
    case utf8
    /// UTF-16 or UTF-32: a file that is refused with the remedy to save it again.
    case wide

    static let utf8Bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Reads the mark in the first bytes of a file. Without one, a zero among the first four bytes
    /// tells a wide encoding too, since no text of ours begins with a NUL character.
    init(_ start: some Collection<UInt8>) {
        let start = Array(start.prefix(4))
        if start.starts(with: Self.utf8Bytes) {
            self = .utf8
        } else if start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0xFF, 0xFE])
            || start.contains(0)
        {
            self = .wide
        } else {
            self = .none
        }
    }
}
