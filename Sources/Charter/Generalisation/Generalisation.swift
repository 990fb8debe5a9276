package import SyncCore

/// What is left of a field's value when it leaves the office.
///
/// Each rule is a file of this folder and says which types of field it takes, what it makes of them
/// and how. There is none that takes free text, a name, an identifier or a birth date.
package protocol Generalisation: Sendable {
    /// The word for it in the charter.
    static var word: String { get }

    /// Whether the rule can be applied to fields of this type at all.
    static func accepts(_ type: FieldType) -> Bool

    /// Reads the rule from a charter; `nil` after a finding.
    static func read(_ reading: RuleReading) -> Self?

    /// What the values are that it makes.
    var shape: SummaryField.Shape { get }

    /// The list of the charter that it leads to, if it names one.
    var list: CodeList? { get }

    /// The part of a date that it makes, if it makes numbers of dates.
    var calendar: CalendarPart? { get }

    /// What leaves, in words for people who decide whether it may.
    var words: Phrase { get }

    /// What is left of a value, by register; `nil` when it can't be applied to the value.
    func generalise(_ value: CaseValue, to name: Code) -> [FieldName: Value]?

    /// What leaves when the field was emptied.
    func emptied(_ name: Code) -> [FieldName: Value]
}

extension Generalisation {
    package var list: CodeList? { nil }

    package var calendar: CalendarPart? { nil }

    /// Each register is withdrawn.
    package func emptied(_ name: Code) -> [FieldName: Value] {
        switch shape {
        case .set(let codes):
            [FieldName: Value](
                uniqueKeysWithValues: codes.map { (FieldName(name, holds: $0.name), .withdrawn) })
        case .flag, .number, .code: [FieldName(name): .withdrawn]
        }
    }

    /// One flag for each code of the set's list.
    func registers(
        of name: Code, holding held: Set<Code>, from list: [CodeLabel]
    ) -> [FieldName: Value] {
        [FieldName: Value](
            uniqueKeysWithValues: list.map {
                (FieldName(name, holds: $0.name), .flag(held.contains($0.name)))
            })
    }
}

/// All rules that a charter can name.
enum Generalisations {
    static let all: [any Generalisation.Type] = [
        AsIs.self, Year.self, Quarter.self, Month.self, Band.self, Prefix.self, MapCodes.self,
        Presence.self,
    ]

    static let words = all.map { $0.word }

    static func named(_ word: String) -> (any Generalisation.Type)? {
        all.first { $0.word == word }
    }
}
