package import SyncCore

/// `presence`: whether the field holds anything, yes or no.
package struct Presence: Generalisation {
    package static let word = "presence"

    package static func accepts(_ type: FieldType) -> Bool { !type.neverLeaves }

    package static func read(_ reading: RuleReading) -> Presence? {
        reading.expectNoArgument() ? Presence() : nil
    }

    package var shape: SummaryField.Shape { .flag }

    package var words: Phrase {
        Phrase(
            fr: "seulement si la rubrique est remplie, oui ou non",
            en: "only whether there is a value, yes or no")
    }

    package func generalise(_ value: CaseValue, to name: Code) -> [FieldName: Value]? {
        if case .codes(let codes) = value { return [FieldName(name): .flag(!codes.isEmpty)] }
        return [FieldName(name): .flag(true)]
    }

    package func emptied(_ name: Code) -> [FieldName: Value] { [FieldName(name): .flag(false)] }
}
