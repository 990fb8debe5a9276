package import SyncCore

extension SummaryField {
    /// How many labels are listed before only their number is told.
    private static let listedLabels = 16

    /// What its values can be: "T3 2026, par exemple", or the labels of the codes.
    package var valueWords: Phrase {
        switch shape {
        case .flag: Phrase(fr: "oui ou non", en: "yes or no")
        case .number(let range): words(for: range)
        case .code(let codes): words(for: codes, fr: "une valeur parmi", en: "one of")
        case .set(let codes): words(for: codes, fr: "oui ou non pour", en: "yes or no for")
        }
    }

    private func words(for range: ClosedRange<Int64>) -> Phrase {
        switch calendar {
        case .year: Phrase(fr: "une année, telle que 2026", en: "a year, such as 2026")
        case .quarter:
            Phrase(fr: "un trimestre, tel que T3 2026", en: "a quarter, such as Q3 2026")
        case .month:
            Phrase(fr: "un mois, tel que septembre 2026", en: "a month, such as September 2026")
        case nil:
            Phrase(
                fr: "un nombre de \(range.lowerBound) à \(range.upperBound)",
                en: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    private func words(for codes: [CodeLabel], fr: String, en: String) -> Phrase {
        guard codes.count <= Self.listedLabels else {
            return Phrase(
                fr: "\(fr) \(codes.count) codes", en: "\(en) \(codes.count) codes")
        }
        return Phrase(
            fr: "\(fr) : " + codes.map(\.label.fr).joined(separator: " ; "),
            en: "\(en): " + codes.map(\.label.en).joined(separator: "; "))
    }
}

extension MergeRule {
    /// What happens when two people write a value without knowing of each other.
    package var words: Phrase {
        switch self {
        case .ask: Phrase(fr: "une personne décide", en: "a person decides")
        case .highest: Phrase(fr: "la plus haute vaut", en: "the highest counts")
        case .lowest: Phrase(fr: "la plus basse vaut", en: "the lowest counts")
        case .keep: Phrase(fr: "ce qui est coché le reste", en: "what is ticked stays ticked")
        }
    }
}
