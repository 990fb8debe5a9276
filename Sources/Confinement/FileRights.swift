/// What a program may do below a folder or with a file: Landlock's rights, bit for bit.
package struct FileRights: OptionSet, Sendable, Hashable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    static let execute = Self(bit: 0)
    static let writeFile = Self(bit: 1)
    static let readFile = Self(bit: 2)
    static let readFolder = Self(bit: 3)
    static let removeFile = Self(bit: 5)
    static let makeFile = Self(bit: 8)
    static let truncate = Self(bit: 14)

    /// Reading all that lies there.
    package static let reading: Self = [.readFile, .readFolder]

    /// Reading the files of a folder by their names, without seeing which there are.
    package static let readingByName: Self = [.readFile]

    /// Reading, and making, changing, renaming and removing plain files: what SQLite needs.
    package static let keeping: Self = [
        .reading, .writeFile, .truncate, .makeFile, .removeFile,
    ]

    /// Reading and writing a file that is there, such as a device.
    package static let using: Self = [.readFile, .writeFile]

    /// What can be granted on a file that isn't a folder. The kernel refuses a rule with more.
    static let onFile: Self = [.execute, .writeFile, .readFile, .truncate, Self(bit: 15)]

    private init(bit: UInt64) { self.init(rawValue: 1 << bit) }

    /// All that a kernel can take away: 13 rights at first, then moving between folders (2),
    /// truncating (3) and the controls of devices (5).
    static func known(by version: LandlockVersion) -> Self {
        let count: UInt64 =
            switch version.rawValue {
            case ..<2: 13
            case 2: 14
            case 3, 4: 15
            default: 16
            }
        return Self(rawValue: (1 << count) - 1)
    }
}
