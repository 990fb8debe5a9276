import Charter
import SyncCore
import Yams

/// Walks the YAML of a map and notes everything that is wrong with it.
struct ColumnMapReader {
    let charter: Charter
    private(set) var findings: [ColumnMapRefusal.Finding] = []

    init(charter: Charter) {
        self.charter = charter
    }

    mutating func read(_ yaml: String) -> ColumnMap? {
        guard yaml.utf8.count <= ColumnMap.maximumBytes else {
            return note(nil, fr: "la correspondance est trop longue", en: "the map is too long")
        }
        // Anchors and aliases let a small text stand for an endless one.
        guard !Self.mayHoldAlias(yaml) else {
            return note(
                nil, fr: "les ancres et alias YAML (&, *) ne sont pas acceptés",
                en: "YAML anchors and aliases (&, *) are not accepted")
        }
        do {
            guard let root = try compose(yaml: yaml, .basic)?.mapping else {
                return note(
                    nil, fr: "la correspondance doit être une liste de « clé: valeur »",
                    en: "the map must be a list of \"key: value\"")
            }
            return map(root)
        } catch {
            return note(syntax: error)
        }
    }

    private mutating func map(_ root: Node.Mapping) -> ColumnMap? {
        var encoding = TextEncoding.utf8
        var separator: CSVSeparator?
        var dates = DatePattern.iso
        var key: String?
        var columns: Node?
        for (name, value) in root {
            switch name.string {
            case "encoding": encoding = word(value, TextEncoding.init(name:)) ?? .utf8
            case "separator": separator = word(value, CSVSeparator.init(rawValue:))
            case "dates": dates = word(value, DatePattern.init) ?? .iso
            case "key": key = word(value) { $0 }.map(CellReading.trim)
            case "columns": columns = value
            default:
                add(
                    name, fr: "clé inconnue ; connues : encoding, separator, dates, key, columns",
                    en: "unknown key; known: encoding, separator, dates, key, columns")
            }
        }
        guard let columns = columns?.mapping, !columns.isEmpty else {
            return note(
                nil, fr: "« columns » manque : aucune colonne n'est prise",
                en: "\"columns\" is missing: no column is taken")
        }
        let taken = self.columns(columns, dates: dates)
        return ColumnMap(encoding: encoding, separator: separator, key: key, columns: taken)
    }

    private mutating func columns(_ nodes: Node.Mapping, dates: DatePattern) -> [ColumnMap.Column] {
        var columns: [ColumnMap.Column] = []
        for (title, node) in nodes {
            guard let column = column(title, node, dates: dates) else { continue }
            if columns.contains(where: { $0.type == column.type && $0.field == column.field }) {
                add(
                    node, fr: "la rubrique « \(column.type).\(column.field) » est prise deux fois",
                    en: "the field \"\(column.type).\(column.field)\" is taken twice")
            }
            columns.append(column)
        }
        let persons = charter.types.filter { $0.subject == .person }.map(\.name)
        if !columns.isEmpty, !columns.contains(where: { persons.contains($0.type) }) {
            add(
                nil, fr: "aucune colonne ne dit qui est la personne",
                en: "no column says who the person is")
        }
        return columns
    }

    private mutating func column(
        _ title: Node, _ node: Node, dates: DatePattern
    ) -> ColumnMap.Column? {
        guard let text = title.string, !CellReading.trim(text).isEmpty else {
            return note(title, fr: "un titre de colonne manque", en: "a column has no title")
        }
        var target: Node? = node.string == nil ? nil : node
        var dates = dates
        var codes: Node.Mapping?
        var between = "|"
        for (name, value) in node.mapping ?? [:] {
            switch name.string {
            case "field": target = value
            case "dates": dates = word(value, DatePattern.init) ?? dates
            case "between": between = word(value) { $0.isEmpty ? nil : $0 } ?? between
            case "codes": codes = value.mapping
            default:
                add(
                    name, fr: "clé inconnue ; connues : field, dates, codes, between",
                    en: "unknown key; known: field, dates, codes, between")
            }
        }
        guard let target, let (type, field) = self.field(target) else {
            if target == nil { add(node, fr: "« field » manque", en: "\"field\" is missing") }
            return nil
        }
        return ColumnMap.Column(
            title: CellReading.trim(text), type: type.name, field: field.name, dates: dates,
            codes: codes.map { self.codes($0, of: field) } ?? [:], between: between)
    }

    /// Finds `type.field` in the charter.
    private mutating func field(_ node: Node) -> (RecordType, Field)? {
        let words = (node.string ?? "").split(separator: ".", maxSplits: 1).map(String.init)
        guard words.count == 2, let type = Code(words[0]).flatMap(charter.type),
            let field = Code(words[1]).flatMap(type.field)
        else {
            return note(
                node, fr: "la charte ne déclare pas cette rubrique (attendu : type.rubrique)",
                en: "the charter does not declare this field (expected: type.field)")
        }
        return (type, field)
    }

    private mutating func codes(_ nodes: Node.Mapping, of field: Field) -> [String: Code] {
        var codes: [String: Code] = [:]
        for (text, node) in nodes {
            guard let text = text.string, let code = node.string.flatMap(Code.init),
                field.type.list?.contains(code) == true
            else {
                add(
                    node, fr: "pas un code de la liste de cette rubrique",
                    en: "not a code of this field's list")
                continue
            }
            codes[CellReading.trim(text)] = code
        }
        return codes
    }
}

// MARK: - Words and places

extension ColumnMapReader {
    private mutating func word<T>(_ node: Node, _ read: (String) -> T?) -> T? {
        if let value = node.string.flatMap(read) { return value }
        return note(node, fr: "valeur inconnue", en: "unknown value")
    }

    private mutating func add(_ node: Node?, fr: String, en: String) {
        findings.append(
            .init(
                line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1,
                what: Phrase(fr: fr, en: en)))
    }

    private mutating func note<T>(_ node: Node?, fr: String, en: String) -> T? {
        add(node, fr: fr, en: en)
        return nil
    }

    private mutating func note<T>(syntax error: any Error) -> T? {
        let place: Mark? =
            switch error as? YamlError {
            case .scanner(_, _, let mark, _), .parser(_, _, let mark, _),
                .composer(_, _, let mark, _):
                mark
            case .duplicatedKeysInMapping(_, let context): context.mark
            default: nil
            }
        findings.append(
            .init(
                line: place?.line ?? 1, column: place?.column ?? 1,
                what: Phrase(
                    fr: "ce n'est pas du YAML, ou une clé y est deux fois",
                    en: "this is not YAML, or a key stands twice")))
        return nil
    }

    /// Whether an anchor may be defined anywhere: `&` followed by a word's letter, where a value
    /// may begin. A quoted text with such an `&` is refused too, which is the safe side.
    private static func mayHoldAlias(_ yaml: String) -> Bool {
        var previous = UInt8(ascii: "\n")
        var wasAnchorMark = false
        for byte in yaml.utf8 {
            if wasAnchorMark, byte > 0x20 { return true }
            wasAnchorMark =
                byte == UInt8(ascii: "&") && (previous.isSpace || "[{,:-".utf8.contains(previous))
            previous = byte
        }
        return false
    }
}
