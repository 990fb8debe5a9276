/// The encodings of the files that offices receive. All of them hold ASCII unchanged, so that
/// markup and separators are found without decoding.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"

    /// Reads a name as files write it, in any case; `nil` for an encoding that isn't read here.
    package init?(name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
        case "windows-1252", "cp1252": self = .windows1252
        case "iso-8859-1", "latin1": self = .latin1
        default: return nil
        }
    }

    /// Adds one byte of the file to a text kept in UTF-8; false when the byte stands for nothing.
    ///
    /// A UTF-8 byte is added as it is: the whole text is validated when it is read.
    func append(_ byte: UInt8, to text: inout [UInt8]) -> Bool {
        if byte < 0x80 || self == .utf8 {
            text.append(byte)
            return true
        }
        var scalar = UInt16(byte)
        if self == .windows1252, byte < 0xA0 {
            scalar = Self.windows1252Middle[Int(byte - 0x80)]
            if scalar == 0 { return false }
        }
        if scalar < 0x800 {
            text.append(UInt8(0xC0 | scalar >> 6))
        } else {
            text.append(UInt8(0xE0 | scalar >> 12))
            text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        }
        text.append(UInt8(0x80 | scalar & 0x3F))
        return true
    }

    /// What windows-1252 puts between 0x80 and 0x9F; 0 where it puts nothing.
    private static let windows1252Middle: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]
}
