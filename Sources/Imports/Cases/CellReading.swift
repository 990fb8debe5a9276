import Charter
import SyncCore

/// Reads the text of one element or cell as a field's type wants it.
struct CellReading {
    let field: Field
    var dates = DatePattern.iso
    /// What the file writes for a code, besides the code itself and its labels.
    var codes: [String: Code] = [:]
    /// What stands between the codes of a set.
    var between = "|"

    /// The value, or `nil` and the rule that the text breaks. The text is trimmed and not empty.
    func value(of text: String) -> (value: CaseValue?, rule: ImportRule) {
        switch field.type {
        case .text, .note, .name, .identifier: (.text(text), .malformed)
        case .date, .birthDate: (dates.date(text).map(CaseValue.date), .notADate)
        case .integer: (number(text).map(CaseValue.number), .notANumber)
        case .flag: (Bool(written: text).map(CaseValue.flag), .notAFlag)
        case .code(let list): (code(text, list).map(CaseValue.code), .notInList)
        case .codes(let list): (set(text, list).map(CaseValue.codes), .notInList)
        case .commune: (Code(text).map(CaseValue.code), .notInList)
        }
    }

    private func number(_ text: String) -> Int64? {
        guard text.utf8.count <= 18, text.utf8.allSatisfy({ $0.isDigit }) else { return nil }
        return Int64(text)
    }

    private func code(_ text: String, _ list: CodeList) -> Code? {
        codes[text] ?? list.codes.code(written: text)
    }

    private func set(_ text: String, _ list: CodeList) -> Set<Code>? {
        var set: Set<Code> = []
        for part in text.split(separator: between) {
            let part = Self.trim(part)
            guard !part.isEmpty else { continue }
            guard let code = code(part, list) else { return nil }
            set.insert(code)
        }
        return set
    }

    /// Without the white space around, the no-break spaces of spreadsheets included.
    static func trim(_ text: some StringProtocol) -> String {
        let isSpace = { (character: Character) in character.isWhitespace || character.isNewline }
        guard let first = text.firstIndex(where: { !isSpace($0) }),
            let last = text.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text[first...last])
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
