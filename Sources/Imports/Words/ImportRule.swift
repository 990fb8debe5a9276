package import SyncCore

/// What a piece of input breaks. A stable word for scripts, and a sentence that names no value.
package enum ImportRule: String, Sendable, CaseIterable {
    // The file as text.
    case cut
    case malformed
    case encoding
    case tooLong = "too-long"
    case tooDeep = "too-deep"
    case tooMany = "too-many"
    case cellCount = "cell-count"

    // What the text says.
    case missing
    case repeated
    case notADate = "not-a-date"
    case notANumber = "not-a-number"
    case notAFlag = "not-a-flag"
    case notInList = "not-in-list"
    case outOfRange = "out-of-range"
    case notAccepted = "not-accepted"
    case differs

    package var phrase: Phrase {
        switch self {
        case .cut:
            Phrase(fr: "le fichier s'arrête au milieu", en: "the file stops in the middle")
        case .malformed:
            Phrase(fr: "mal formé", en: "malformed")
        case .encoding:
            Phrase(
                fr: "un octet ne correspond pas à l'encodage annoncé",
                en: "a byte does not fit the declared encoding")
        case .tooLong: Phrase(fr: "trop long", en: "too long")
        case .tooDeep: Phrase(fr: "éléments trop imbriqués", en: "elements nested too deep")
        case .tooMany: Phrase(fr: "trop d'éléments", en: "too many elements")
        case .cellCount:
            Phrase(
                fr: "pas le même nombre de cellules que l'en-tête",
                en: "not as many cells as the header")
        case .missing: Phrase(fr: "manquant", en: "missing")
        case .repeated: Phrase(fr: "répété", en: "repeated")
        case .notADate: Phrase(fr: "pas une date attendue", en: "not a date as expected")
        case .notANumber: Phrase(fr: "pas un nombre entier", en: "not a whole number")
        case .notAFlag: Phrase(fr: "ni oui ni non", en: "neither yes nor no")
        case .notInList:
            Phrase(fr: "hors de la liste de codes", en: "not in the list of codes")
        case .outOfRange: Phrase(fr: "nombre hors des bornes", en: "number out of range")
        case .notAccepted:
            Phrase(fr: "refusé par la charte", en: "refused by the charter")
        case .differs:
            Phrase(
                fr: "une autre ligne dit autre chose de la même personne",
                en: "another line says otherwise of the same person")
        }
    }
}
