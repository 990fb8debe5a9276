import Charter
import Console
import SyncCore

/// A value as an admin types it: a code or its label, a number, yes or no.
struct TypedValue {
    let text: String

    /// Throws `ValueNotOfField` when it is no value of the field.
    func value(of field: SummaryField) throws -> Value {
        let value: Value? =
            switch field.shape {
            case .flag, .set: Bool(written: text).map(Value.flag)
            case .number(let range):
                Int64(text).flatMap { range.contains($0) ? .number($0) : nil }
            case .code(let codes): codes.code(written: text).map(Value.code)
            }
        guard let value else { throw ValueNotOfField(field: field) }
        return value
    }
}

/// What was typed is no value of the field. Names those that are.
private struct ValueNotOfField: ExitCoded {
    let field: SummaryField
    let code = "value-refused"
    let exit = Exit.dataRefused

    var what: Phrase {
        Phrase(
            fr: "la rubrique « \(field.name) » n'a pas cette valeur",
            en: "the field `\(field.name)` has no such value")
    }

    var remedy: Phrase {
        switch field.shape {
        case .flag, .set: Phrase(fr: "écrivez oui ou non", en: "write yes or no")
        case .number(let range):
            Phrase(
                fr: "écrivez un nombre de \(range.lowerBound) à \(range.upperBound)",
                en: "write a number from \(range.lowerBound) to \(range.upperBound)")
        case .code(let codes):
            Phrase(
                fr: "elle a : " + codes.map(\.name.text).joined(separator: ", "),
                en: "it has: " + codes.map(\.name.text).joined(separator: ", "))
        }
    }
}
