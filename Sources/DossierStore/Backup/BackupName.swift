/// The place of a file within an office's folder, as a backup may name it: so few that what a
/// hostile file says can't lead out of the folder.
package struct BackupName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package static let dossiers = BackupName(text: "dossiers.sqlite")
    package static let summaries = BackupName(text: "shared/summaries.sqlite")
    package static let erasures = BackupName(text: "erasures")

    /// A file beside the summaries, such as how a hub knows the office; `nil` for a name that could
    /// be anything else.
    package init?(shared name: String) {
        let isPlain = name.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
        guard isPlain, (1...64).contains(name.utf8.count), name.first != "." else { return nil }
        self.init(text: "shared/" + name)
    }

    init?(_ text: String) {
        switch text {
        case Self.dossiers.description: self = .dossiers
        case Self.erasures.description: self = .erasures
        case _ where text.hasPrefix("shared/"): self.init(shared: String(text.dropFirst(7)))
        default: return nil
        }
    }

    private init(text: String) {
        description = text
    }
}

/// A file of an office on its way into a backup.
package struct BackupPart: Sendable {
    package let name: BackupName
    package let bytes: [UInt8]

    package init(_ name: BackupName, _ bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
