import Charter
import Console
import SyncCore

/// Why a field that was typed can't be taken. Names the field and the rule, never the value.
enum FieldRefusal: ExitCoded, Equatable {
    /// An argument of `--set` without `=`, or a line of `--from` without `:`.
    case noName(line: Int?)
    case unknown(String, type: Code, declared: [Code])
    /// The field was given twice.
    case repeated(Code)
    case notADate(Code)
    case notANumber(Code, ClosedRange<Int64>)
    case notAFlag(Code)
    /// A code that the field's list doesn't have.
    case outsideList(Code, [Code])
    case notACommune(Code)
    /// `--from` names a file that can't be read, or what it holds is no text or no JSON object.
    case unreadable(String)
    case malformed

    var code: String {
        switch self {
        case .noName: "field-missing"
        case .unknown: "field-unknown"
        case .repeated: "field-repeated"
        case .notADate, .notANumber, .notAFlag, .notACommune: "value-wrong"
        case .outsideList: "code-unknown"
        case .unreadable: "input-unreadable"
        case .malformed: "input-malformed"
        }
    }

    var exit: Exit {
        switch self {
        case .unreadable: .noInput
        case .malformed: .dataRefused
        case .noName(line: nil): .usage
        default: .dataRefused
        }
    }

    var what: Phrase {
        switch self {
        case .noName(let line?):
            Phrase(
                fr: "Ligne \(line) : il faut « rubrique: valeur ».",
                en: "Line \(line): this must be 'field: value'.")
        case .noName(nil):
            Phrase(
                fr: "--set demande RUBRIQUE=VALEUR.", en: "--set wants FIELD=VALUE.")
        case .unknown(let name, let type, _):
            Phrase(
                fr: "La charte ne déclare pas de rubrique « \(name) » pour « \(type) ».",
                en: "The charter declares no field '\(name)' for '\(type)'.")
        case .repeated(let name):
            Phrase(
                fr: "La rubrique « \(name) » est donnée deux fois.",
                en: "The field '\(name)' is given twice.")
        case .notADate(let name):
            Phrase(
                fr: "La rubrique « \(name) » demande une date qui existe.",
                en: "The field '\(name)' wants a date that exists.")
        case .notANumber(let name, let range):
            Phrase(
                fr: "La rubrique « \(name) » demande un nombre entier de "
                    + "\(range.lowerBound) à \(range.upperBound).",
                en: "The field '\(name)' wants a whole number from "
                    + "\(range.lowerBound) to \(range.upperBound).")
        case .notAFlag(let name):
            Phrase(
                fr: "La rubrique « \(name) » demande oui ou non.",
                en: "The field '\(name)' wants yes or no.")
        case .outsideList(let name, _):
            Phrase(
                fr: "La rubrique « \(name) » n'a pas ce code dans sa liste.",
                en: "The field '\(name)' doesn't have this code in its list.")
        case .notACommune(let name):
            Phrase(
                fr: "La rubrique « \(name) » demande un code INSEE de commune.",
                en: "The field '\(name)' wants the INSEE code of a commune.")
        case .unreadable(let path):
            Phrase(fr: "\(path) ne peut pas être lu.", en: "\(path) can't be read.")
        case .malformed:
            Phrase(
                fr: "L'entrée n'est ni du texte « rubrique: valeur » ni un objet JSON.",
                en: "The input is neither 'field: value' text nor a JSON object.")
        }
    }

    var remedy: Phrase {
        switch self {
        case .noName(line: nil):
            Phrase(
                fr: "par exemple --set status=signed", en: "for example --set status=signed")
        case .noName, .malformed:
            Phrase(
                fr: "une ligne par rubrique ; les lignes en retrait continuent celle d'avant",
                en: "one line per field; indented lines go on with the one before")
        case .unknown(_, _, let declared):
            Phrase(
                fr: "elle déclare : " + declared.map(\.text).joined(separator: ", "),
                en: "it declares: " + declared.map(\.text).joined(separator: ", "))
        case .repeated:
            Phrase(fr: "gardez-en une", en: "keep one of them")
        case .notADate:
            Phrase(
                fr: "écrivez 2026-09-30 ou 30/09/2026", en: "write 2026-09-30 or 30/09/2026")
        case .notANumber:
            Phrase(fr: "écrivez des chiffres seulement", en: "write digits only")
        case .notAFlag:
            Phrase(fr: "écrivez oui ou non", en: "write yes or no")
        case .outsideList(_, let codes):
            Phrase(
                fr: "sa liste : " + codes.map(\.text).joined(separator: ", "),
                en: "its list: " + codes.map(\.text).joined(separator: ", "))
        case .notACommune:
            Phrase(
                fr: "cinq signes, par exemple 93008 (ce n'est pas le code postal)",
                en: "five characters, such as 93008 (not the postal code)")
        case .unreadable:
            Phrase(
                fr: "vérifiez le chemin et les droits", en: "check the path and its permissions")
        }
    }
}
