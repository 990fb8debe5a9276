package import SyncCore

/// `prefix`: of a commune's code, the code of a list that it begins with, such as its département.
///
/// `prefix: departements` names the list. The longest code that fits is taken (`971` before `97`).
package struct Prefix: Generalisation {
    package static let word = "prefix"

    /// A longer beginning of a commune's code would name a small place.
    static let maximumCharacters = 3

    /// Whose codes are the beginnings.
    package let beginnings: CodeList

    package static func accepts(_ type: FieldType) -> Bool { type == .commune }

    package static func read(_ reading: RuleReading) -> Prefix? {
        guard let list = reading.list() else { return nil }
        guard let fine = list.codes.first(where: { $0.name.text.count > maximumCharacters }) else {
            return Prefix(beginnings: list)
        }
        reading.findings.add(
            .prefixTooFine, at: reading.place,
            fr: "le code « \(fine.name) » de la liste « \(list.name) » est trop fin",
            en: "the code \"\(fine.name)\" of the list \"\(list.name)\" is too fine")
        return nil
    }

    package var list: CodeList? { beginnings }

    package var shape: SummaryField.Shape { .code(beginnings.codes) }

    package var words: Phrase {
        Phrase(
            fr: "seulement « \(beginnings.label.fr) »", en: "only \"\(beginnings.label.en)\"")
    }

    package func generalise(_ value: CaseValue, to name: Code) -> [FieldName: Value]? {
        guard case .code(let commune) = value else { return nil }
        let fitting = beginnings.codes.map(\.name).filter { commune.text.hasPrefix($0.text) }
        return fitting.max { $0.text.count < $1.text.count }.map { [FieldName(name): .code($0)] }
    }
}
