package import SyncCore

/// `as-is`: the value itself. Such a field lives in the summary store alone.
///
/// Only for what is coarse from the start: codes, sets of codes, yes or no, and integers of a range
/// so small that no number of a person or case fits in it.
package struct AsIs: Generalisation {
    package static let word = "as-is"

    /// How many values an integer may have at most.
    static let maximumValues = 100

    package let type: FieldType

    package static func accepts(_ type: FieldType) -> Bool {
        switch type {
        case .integer(let range): range.count <= maximumValues
        case .flag, .code, .codes: true
        case .text, .note, .name, .identifier, .date, .birthDate, .commune: false
        }
    }

    package static func read(_ reading: RuleReading) -> AsIs? {
        guard reading.expectNoArgument() else { return nil }
        return AsIs(type: reading.type)
    }

    package var shape: SummaryField.Shape {
        switch type {
        case .integer(let range): .number(range)
        case .code(let list): .code(list.codes)
        case .codes(let list): .set(list.codes)
        default: .flag
        }
    }

    package var words: Phrase {
        Phrase(fr: "la valeur elle-même", en: "the value itself")
    }

    package func generalise(_ value: CaseValue, to name: Code) -> [FieldName: Value]? {
        switch (value, type) {
        case (.number(let number), .integer(let range)) where range.contains(number):
            [FieldName(name): .number(number)]
        case (.flag(let flag), .flag): [FieldName(name): .flag(flag)]
        case (.code(let code), .code(let list)) where list.contains(code):
            [FieldName(name): .code(code)]
        case (.codes(let codes), .codes(let list)) where codes.allSatisfy(list.contains):
            registers(of: name, holding: codes, from: list.codes)
        default: nil
        }
    }
}
