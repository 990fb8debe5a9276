/// The lines of a charter, to be edited as a hasty hand would: line by line, word by word.
struct CharterLines {
    private var lines: [String]
    private let words: [String]

    /// One change: what is done, where, and with what.
    struct Edit {
        let kind: UInt8
        let line: Int
        let other: Int
    }

    /// More would leave nothing of the charter.
    private static let maximumEdits = 16

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let all = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }
        words = Set(all.map(String.init)).sorted()
    }

    var text: String { lines.joined(separator: "\n") }

    /// Three bytes are an edit.
    static func edits(of bytes: [UInt8]) -> [Edit] {
        stride(from: 0, to: bytes.count - bytes.count % 3, by: 3).prefix(maximumEdits).map {
            Edit(kind: bytes[$0] % 6, line: Int(bytes[$0 + 1]), other: Int(bytes[$0 + 2]))
        }
    }

    mutating func apply(_ edit: Edit) {
        guard !lines.isEmpty else { return }
        let line = edit.line % lines.count
        let other = edit.other % lines.count
        switch edit.kind {
        case 0: lines.removeSubrange(block(at: line))
        case 1: lines.insert(contentsOf: lines[block(at: line)], at: other)
        case 2: lines.swapAt(line, other)
        case 3: replaceNumber(in: line, by: edit.other)
        case 4: replaceWord(0, in: line, by: words[edit.other % words.count])
        default: replaceWord(1, in: line, by: words[edit.other % words.count])
        }
    }

    /// A line with all that is indented below it.
    private func block(at line: Int) -> Range<Int> {
        func depth(_ line: String) -> Int { line.prefix { $0 == " " }.count }
        var end = line + 1
        while end < lines.count, depth(lines[end]) > depth(lines[line]) { end += 1 }
        return line..<end
    }

    private mutating func replaceNumber(in line: Int, by number: Int) {
        guard let digits = lines[line].firstRange(of: /[0-9]+/) else { return }
        lines[line].replaceSubrange(digits, with: "\(number)")
    }

    /// Replaces the key, or the first word of the value.
    private mutating func replaceWord(_ place: Int, in line: Int, by word: String) {
        let found = lines[line].ranges(of: /[a-zA-Z0-9-]+/)
        guard place < found.count else { return }
        lines[line].replaceSubrange(found[place], with: word)
    }
}
