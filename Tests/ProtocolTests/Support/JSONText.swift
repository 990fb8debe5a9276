/// JSON whose keys keep their order, so that a vector reads from its name on.
indirect enum JSONText {
    case null
    case flag(Bool)
    /// Any whole number, by its digits.
    case number(String)
    case text(String)
    case list([JSONText])
    case object([(String, JSONText)])

    static func number(_ number: some BinaryInteger) -> JSONText { .number("\(number)") }

    /// Two spaces a level; a list or object that is short stays on its line.
    func lines(indent: String = "") -> String {
        let short = line
        if indent.count + short.count <= 90 { return short }
        let inner = indent + "  "
        switch self {
        case .list(let items):
            return "[\n"
                + items.map { inner + $0.lines(indent: inner) }.joined(separator: ",\n")
                + "\n\(indent)]"
        case .object(let entries):
            return "{\n"
                + entries.map { "\(inner)\(Self.quoted($0)): \($1.lines(indent: inner))" }
                .joined(separator: ",\n") + "\n\(indent)}"
        default:
            return short
        }
    }

    private var line: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let digits): digits
        case .text(let text): Self.quoted(text)
        case .list(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
        case .object(let entries):
            "{" + entries.map { "\(Self.quoted($0)): \($1.line)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
