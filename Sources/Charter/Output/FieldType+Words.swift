package import SyncCore

extension FieldType {
    /// What a field of this type holds, for people who fill it in or judge it.
    package func words(unit: Phrase?) -> Phrase {
        switch self {
        case .text(let maximum):
            Phrase(
                fr: "texte libre, \(maximum) caractères au plus",
                en: "free text, at most \(maximum) characters")
        case .note(let maximum):
            Phrase(
                fr: "texte libre de plusieurs lignes, \(maximum) caractères au plus",
                en: "free text of several lines, at most \(maximum) characters")
        case .name: Phrase(fr: "un nom", en: "a name")
        case .identifier: Phrase(fr: "un identifiant", en: "an identifier")
        case .date: Phrase(fr: "une date", en: "a date")
        case .birthDate: Phrase(fr: "une date de naissance", en: "a birth date")
        case .integer(let range):
            Phrase(
                fr: "un nombre de \(range.lowerBound) à \(range.upperBound)"
                    + (unit.map { " (\($0.fr))" } ?? ""),
                en: "a number from \(range.lowerBound) to \(range.upperBound)"
                    + (unit.map { " (\($0.en))" } ?? ""))
        case .flag: Phrase(fr: "oui ou non", en: "yes or no")
        case .code(let list):
            Phrase(
                fr: "un choix parmi \(list.codes.count)", en: "one choice of \(list.codes.count)")
        case .codes(let list):
            Phrase(
                fr: "des choix parmi \(list.codes.count)",
                en: "any of \(list.codes.count) choices")
        case .commune: Phrase(fr: "une commune", en: "a commune")
        }
    }
}
