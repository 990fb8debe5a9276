import Charter
import SyncCore

/// Reads a field's value as somebody types it.
struct FieldText {
    let type: RecordType

    /// The declared field of that name.
    func field(_ name: String) throws -> Field {
        if let code = Code(name), let field = type.field(code) { return field }
        // What isn't a word of a charter may be a value in the wrong place: not repeated.
        throw FieldRefusal.unknown(
            Code(name) == nil ? "…" : name, type: type.name, declared: type.fields.map(\.name))
    }

    /// A value of the field; `nil` for nothing but blanks.
    func value(of field: Field, from typed: String) throws -> CaseValue? {
        let text = typed.trimmed
        guard !text.isEmpty else { return nil }
        switch field.type {
        case .note:
            return .text(text)
        case .text, .name, .identifier:
            // One line, however it was written.
            return .text(text.split(whereSeparator: \.isNewline).joined(separator: " "))
        case .date, .birthDate:
            guard let date = Self.date(text) else { throw FieldRefusal.notADate(field.name) }
            return .date(date)
        case .integer(let range):
            guard let number = Int64(text), range.contains(number) else {
                throw FieldRefusal.notANumber(field.name, range)
            }
            return .number(number)
        case .flag:
            guard let flag = Bool(written: text) else { throw FieldRefusal.notAFlag(field.name) }
            return .flag(flag)
        case .code(let list):
            return .code(try Self.code(text, of: list, field.name))
        case .codes(let list):
            let words = text.split(separator: ",").map { String($0).trimmed }
            return .codes(
                Set(
                    try words.filter { !$0.isEmpty }.map { try Self.code($0, of: list, field.name) }
                ))
        case .commune:
            guard let code = Code(text.uppercased()), field.type.broken(by: .code(code)) == nil
            else { throw FieldRefusal.notACommune(field.name) }
            return .code(code)
        }
    }

    /// `2026-09-30` or `30/09/2026`.
    private static func date(_ text: String) -> CivilDate? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return CivilDate(text) }
        guard let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2]) else {
            return nil
        }
        return CivilDate(year: year, month: month, day: day)
    }

    private static func code(_ text: String, of list: CodeList, _ field: Code) throws -> Code {
        guard let code = list.codes.code(written: text) else {
            throw FieldRefusal.outsideList(field, list.codes.map(\.name))
        }
        return code
    }
}

extension String {
    /// Without blanks and line ends at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
