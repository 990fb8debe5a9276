package import SyncCore

/// One field of a summary: all that the hub can know of a field of the dossier.
package struct SummaryField: Labelled {
    package let name: Code
    package let label: Phrase
    package let shape: Shape
    /// What a number of this field stands for, when it is a part of a date.
    package let calendar: CalendarPart?
    /// What a number counts, such as months.
    package let unit: Phrase?
    package let merge: MergeRule
    package let editedAt: Editors

    /// What a value can be.
    package enum Shape: Hashable, Sendable {
        case flag
        case number(ClosedRange<Int64>)
        case code([CodeLabel])
        /// One flag register for each code.
        case set([CodeLabel])

        /// The registers of a field of this shape: one, or one for each code of a set.
        package func registers(of name: Code) -> [FieldName] {
            switch self {
            case .set(let codes): codes.map { FieldName(name, holds: $0.name) }
            case .flag, .number, .code: [FieldName(name)]
            }
        }
    }

    package enum Editors: String, Hashable, Sendable {
        /// The office, and the hub's commission.
        case bothSides = "both-sides"
        /// The office alone.
        case office
    }

    package var registers: [FieldName] { shape.registers(of: name) }

    /// A value in words, such as "T3 2026"; for a register of a set, "oui" or "non".
    ///
    /// A value that the field can't hold is told as it is: what an old store or the hub holds must
    /// stay visible.
    package func describe(_ value: Value, in language: Language) -> String {
        switch value {
        case .withdrawn: Phrase(fr: "retiré", en: "withdrawn").in(language)
        case .flag(let flag):
            (flag ? Phrase(fr: "oui", en: "yes") : Phrase(fr: "non", en: "no")).in(language)
        case .code(let code): label(of: code)?.in(language) ?? code.text
        case .number(let number): describe(number, in: language)
        }
    }

    /// The label of a register: the field's, and for a set the code's too.
    package func label(of register: FieldName) -> Phrase {
        guard let member = register.member, let code = label(of: member) else { return label }
        return Phrase(fr: "\(label.fr) : \(code.fr)", en: "\(label.en): \(code.en)")
    }

    private func label(of code: Code) -> Phrase? {
        switch shape {
        case .code(let codes), .set(let codes): codes.named(code)?.label
        case .flag, .number: nil
        }
    }

    private func describe(_ number: Int64, in language: Language) -> String {
        if let calendar { return calendar.describe(number, in: language) }
        return unit.map { "\(number) \($0.in(language))" } ?? "\(number)"
    }
}
