import Charter
import Simulation
import SyncCore

/// Two versions of a charter, and what both allow.
///
/// The bytes are edits of a small charter, of which the first half makes one version and all of them
/// the other: nearly every input is two charters that are nearly right.
enum NarrowingTarget {
    private static let small = CharterLines(FuzzCharter.text)

    static func run(_ bytes: [UInt8]) throws {
        var lines = small
        let edits = CharterLines.edits(of: bytes)
        for edit in edits.prefix(edits.count / 2) { lines.apply(edit) }
        guard let old = try CharterTarget.read(lines.text) else { return }
        for edit in edits.dropFirst(edits.count / 2) { lines.apply(edit) }
        guard let new = try CharterTarget.read(lines.text) else { return }
        try check(old, new)
    }

    private static func check(_ old: Charter, _ new: Charter) throws {
        let both = old.narrowed(by: new)
        _ = both.digest(simulatedHash)
        try promise(
            old.narrowed(by: old).digest(simulatedHash) == old.digest(simulatedHash),
            "a charter narrowed by itself allows the same")
        try promise(
            both.narrowed(by: new).digest(simulatedHash) == both.digest(simulatedHash),
            "narrowing twice is narrowing once")
        try promise(
            Charter.difference(from: old, to: old).isEmpty, "a charter differs not from itself")
        let difference = Charter.difference(from: old, to: new)
        for language in Language.allCases { _ = difference.explain(language) }
        for type in both.types {
            for field in type.fields {
                try promise(
                    old.type(type.name)?.field(field.name) != nil
                        && new.type(type.name)?.field(field.name) != nil,
                    "what both allow is in both")
            }
        }
    }
}
