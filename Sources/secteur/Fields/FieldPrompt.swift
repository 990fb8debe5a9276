import Charter
import Console
import SyncCore

/// Asks a person at a terminal for the fields of a record, one after the other.
struct FieldPrompt {
    let type: RecordType

    /// Fields that hold one line; longer texts have their own commands. An empty answer leaves a
    /// field empty; a wrong one is asked again.
    func ask(into entries: inout FieldEntries) throws {
        Output.error(
            local(
                fr: "\(type.label.local) : Entrée laisse une rubrique vide.",
                en: "\(type.label.local): Enter leaves a field empty."))
        for field in type.fields {
            if case .note = field.type { continue }
            try ask(field, into: &entries)
        }
    }

    private func ask(_ field: Field, into entries: inout FieldEntries) throws {
        let star = field.required ? " *" : ""
        while true {
            Output.errorFragment(
                "\(field.label.local)\(star)\(hint(field))" + local(fr: " : ", en: ": "))
            guard let answer = readLine(), !answer.trimmed.isEmpty else { return }
            do {
                return try entries.take(field.name.text, answer)
            } catch let refusal as FieldRefusal {
                Output.error("  \(refusal.what.local) \(refusal.remedy.local)")
            }
        }
    }

    private func hint(_ field: Field) -> String {
        switch field.type {
        case .date, .birthDate: local(fr: " (jj/mm/aaaa)", en: " (yyyy-mm-dd)")
        case .flag: local(fr: " (oui/non)", en: " (yes/no)")
        case .integer(let range): " (\(range.lowerBound)-\(range.upperBound))"
        case .code(let list), .codes(let list):
            " (" + list.codes.map(\.name.text).joined(separator: ", ") + ")"
        case .commune: local(fr: " (code INSEE)", en: " (INSEE code)")
        case .text, .note, .name, .identifier: ""
        }
    }
}
