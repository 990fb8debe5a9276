import Yams

/// Reads YAML into items that know their place, within bounds.
///
/// The only file that knows Yams. It composes nodes, since decoding loses lines, and takes every
/// scalar as text: `no`, `1.10` and `2026-09-30` mean what is written.
struct CharterTree {
    static let maximumBytes = 256 * 1024
    static let maximumDepth = 12
    static let maximumItems = 20_000
    /// Of `[` and `{`. What libyaml takes for each token grows with the brackets that are open.
    static let maximumBrackets = 4_000

    private static let opening = (UInt8(ascii: "["), UInt8(ascii: "{"))

    private static let plainTags: Set<String> = [
        Tag.Name.str.rawValue, Tag.Name.seq.rawValue, Tag.Name.map.rawValue,
    ]

    private let findings: Findings
    private var itemCount = 0

    private init(findings: Findings) {
        self.findings = findings
    }

    /// The root item, or `nil` after a finding.
    static func read(_ yaml: String, findings: Findings) -> CharterItem? {
        guard yaml.utf8.count <= maximumBytes else {
            findings.add(
                .tooLarge, at: .start,
                fr: "la charte dépasse \(maximumBytes) octets",
                en: "the charter is over \(maximumBytes) bytes")
            return nil
        }
        guard yaml.utf8.count(where: { $0 == opening.0 || $0 == opening.1 }) <= maximumBrackets
        else {
            findings.add(
                .tooLarge, at: .start, fr: "plus de \(maximumBrackets) crochets et accolades",
                en: "more than \(maximumBrackets) brackets and braces")
            return nil
        }
        if let alias = firstAlias(in: yaml) {
            findings.add(
                .alias, at: alias, fr: "un alias YAML répète un autre passage",
                en: "a YAML alias repeats another passage")
            return nil
        }
        do {
            // Nodes hold their anchors weakly: the parser owns them and must outlive the reading.
            let parser = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8)
            defer { withExtendedLifetime(parser) {} }
            guard let root = try parser.singleRoot() else {
                findings.add(
                    .empty, at: .start, fr: "la charte est vide", en: "the charter is empty")
                return nil
            }
            var tree = CharterTree(findings: findings)
            return tree.item(root, depth: 0)
        } catch {
            findings.add(syntaxOf: error)
            return nil
        }
    }

    private mutating func item(_ node: Node, depth: Int) -> CharterItem? {
        let place = Place(node)
        itemCount += 1
        guard depth <= Self.maximumDepth, itemCount <= Self.maximumItems else {
            findings.add(
                .tooLarge, at: place, fr: "trop d'éléments, ou trop imbriqués",
                en: "too many items, or nested too deep")
            return nil
        }
        guard node.anchor == nil else {
            findings.add(.alias, at: place, fr: "une ancre YAML", en: "a YAML anchor")
            return nil
        }
        guard Self.plainTags.contains(node.tag.rawValue) else {
            findings.add(
                .tag, at: place, fr: "une étiquette de type YAML (`!…`)",
                en: "a YAML type tag (`!…`)")
            return nil
        }
        switch node {
        case .scalar(let scalar):
            let plain = scalar.style == .plain || scalar.style == .any
            let empty = plain && (scalar.string.isEmpty || scalar.string == "~")
            return CharterItem(place: place, content: empty ? .empty : .word(scalar.string))
        case .sequence(let sequence):
            var items: [CharterItem] = []
            for node in sequence {
                guard let item = item(node, depth: depth + 1) else { return nil }
                items.append(item)
            }
            return CharterItem(place: place, content: .list(items))
        case .mapping(let mapping):
            return map(mapping, at: place, depth: depth)
        case .alias:
            return nil
        }
    }

    private mutating func map(
        _ mapping: Node.Mapping, at place: Place, depth: Int
    ) -> CharterItem? {
        var entries: [CharterItem.Entry] = []
        var words: Set<String> = []
        for (keyNode, valueNode) in mapping {
            guard let key = item(keyNode, depth: depth + 1),
                let value = item(valueNode, depth: depth + 1)
            else { return nil }
            guard let word = key.word else {
                findings.add(
                    .key, at: key.place, fr: "une clé qui n'est pas un mot",
                    en: "a key that is not a word")
                continue
            }
            guard words.insert(word).inserted else {
                findings.add(
                    .duplicateKey, at: key.place, fr: "« \(word) » est écrit deux fois",
                    en: "\"\(word)\" is written twice")
                continue
            }
            entries.append(.init(key: word, place: key.place, value: value))
        }
        return CharterItem(place: place, content: .map(entries))
    }

    /// The first `*name` for which there is an `&name`.
    ///
    /// Aliases let a small text stand for an endless one, which Yams would compare and hash before
    /// we see it; so they are looked for first, in more places than they can stand.
    private static func firstAlias(in yaml: String) -> Place? {
        let bytes = Array(yaml.utf8)
        func name(after index: Int) -> ArraySlice<UInt8> {
            bytes[(index + 1)...].prefix { $0 > 0x20 && $0 < 0x7f && !",[]{}&*:".utf8.contains($0) }
        }
        var anchors: Set<ArraySlice<UInt8>> = []
        for index in bytes.indices where bytes[index] == UInt8(ascii: "&") {
            anchors.insert(name(after: index))
        }
        anchors.remove([])
        guard !anchors.isEmpty else { return nil }
        for index in bytes.indices where bytes[index] == UInt8(ascii: "*") {
            if anchors.contains(name(after: index)) { return Place(byte: index, in: bytes) }
        }
        return nil
    }
}

extension Place {
    fileprivate init(_ node: Node) {
        self = node.mark.map(Place.init) ?? .start
    }

    fileprivate init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }

    fileprivate init(byte index: Int, in bytes: [UInt8]) {
        let before = bytes[..<index]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        self.init(
            line: before.count { $0 == UInt8(ascii: "\n") } + 1,
            column: before[lineStart...].count { $0 & 0xc0 != 0x80 } + 1)
    }
}

extension Findings {
    /// What Yams says of text that is not YAML.
    fileprivate func add(syntaxOf error: any Error) {
        guard let error = error as? YamlError else {
            return add(.syntax, at: .start, fr: "ce n'est pas du YAML", en: "not YAML")
        }
        switch error {
        case .parser(_, let problem, let mark, _) where problem.contains("nesting level"):
            add(.tooLarge, at: Place(mark), fr: "trop imbriquée", en: "nested too deep")
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            add(
                .syntax, at: Place(mark), fr: "ce n'est pas du YAML : \(problem)",
                en: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            add(
                .duplicateKey, at: Place(context.mark),
                fr: "« \(key) » est écrit deux fois ; le premier est ici",
                en: "\"\(key)\" is written twice; the first is here")
        case .reader(let problem, let offset, _, let yaml):
            let byte = offset.map { yaml.prefix($0).utf8.count } ?? 0
            add(
                .syntax, at: Place(byte: byte, in: Array(yaml.utf8)),
                fr: "ce n'est pas du texte UTF-8 sans caractère de contrôle : \(problem)",
                en: "not UTF-8 text without control characters: \(problem)")
        case .memory:
            // What libyaml says of nesting beyond its own bound.
            add(.tooLarge, at: .start, fr: "trop imbriquée", en: "nested too deep")
        default:
            add(.syntax, at: .start, fr: "ce n'est pas du YAML", en: "not YAML")
        }
    }
}
