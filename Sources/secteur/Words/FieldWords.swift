import Charter
import Console
import SyncCore

extension Field {
    /// A value in the person's language.
    func words(for value: CaseValue) -> String {
        switch value {
        case .text(let text): text
        case .date(let date): date.words
        case .number(let number): unit.map { "\(number) \($0.local)" } ?? "\(number)"
        case .flag(let flag): flag ? local(fr: "oui", en: "yes") : local(fr: "non", en: "no")
        case .code(let code): label(of: code)
        case .codes(let codes):
            // In the order of the list, which is the order of the charter's authors.
            (type.list?.codes.map(\.name) ?? codes.sorted()).filter(codes.contains)
                .map(label(of:)).joined(separator: ", ")
        }
    }

    private func label(of code: Code) -> String {
        type.list?.codes.named(code)?.label.local ?? code.text
    }
}

extension CivilDate {
    /// `30/09/2026` in French, `2026-09-30` in English.
    var words: String {
        guard Console.language == .fr else { return description }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(day))/\(two(month))/\(year)"
    }
}

extension CaseValue {
    /// Dates as `2026-09-30`, codes by their names.
    var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .date(let date): .string(date.description)
        case .number(let number): .integer(number)
        case .flag(let flag): .bool(flag)
        case .code(let code): .string(code.text)
        case .codes(let codes): .array(codes.sorted().map { .string($0.text) })
        }
    }
}

extension Value {
    /// A code or a word as text, a number, a flag, or null for a withdrawn value.
    var json: JSON {
        switch self {
        case .withdrawn: .null
        case .flag(let flag): .bool(flag)
        case .number(let number): .integer(number)
        case .code(let code): .string(code.text)
        }
    }

    /// The same as one word for the command line.
    var argument: String {
        switch self {
        case .withdrawn: "-"
        case .flag(let flag): flag ? "yes" : "no"
        case .number(let number): "\(number)"
        case .code(let code): code.text
        }
    }
}
