import ArgumentParser
import Charter
import Console
import HubStore
import SyncCore

extension RandomID: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument.lowercased()) }
}

extension FieldName: ExpressibleByArgument {
    package init?(argument: String) { self.init(text: argument) }
}

extension ShownToken: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

/// The record that a command is about.
struct RecordArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Identifiant de la fiche : 32 chiffres hexadécimaux.",
                en: "The record's identifier: 32 hexadecimal digits."),
            valueName: local(fr: "fiche", en: "record")))
    var id: RecordID
}

/// A value as an admin types it: a code or its label, a number, yes or no.
struct TypedValue {
    let text: String

    /// Throws `HubRefusal.valueRefused` when it is no value of the field.
    func value(of field: SummaryField) throws -> Value {
        switch field.shape {
        case .flag, .set:
            switch text.lowercased() {
            case "yes", "oui", "true": return .flag(true)
            case "no", "non", "false": return .flag(false)
            default: throw HubRefusal.valueRefused
            }
        case .number(let range):
            guard let number = Int64(text), range.contains(number) else {
                throw HubRefusal.valueRefused
            }
            return .number(number)
        case .code(let codes):
            let wanted = text.lowercased()
            let named = codes.first { $0.name.text == text }
            let labelled = codes.filter {
                $0.label.fr.lowercased() == wanted || $0.label.en.lowercased() == wanted
            }
            guard let code = named ?? (labelled.count == 1 ? labelled[0] : nil) else {
                throw HubRefusal.valueRefused
            }
            return .code(code.name)
        }
    }
}

extension Value {
    /// For `--json`: a code or a word as text, a number, a flag, or null for a withdrawn value.
    var json: JSON {
        switch self {
        case .withdrawn: .null
        case .flag(let flag): .bool(flag)
        case .number(let number): .integer(number)
        case .code(let code): .string(code.text)
        }
    }
}

extension Office {
    var json: JSON { ["number": .integer(number.value), "name": .string(name)] }
}
