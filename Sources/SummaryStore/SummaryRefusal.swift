package import SyncCore

/// Why the store didn't take a write or an answer. Nothing was changed.
package enum SummaryRefusal: Explained, Hashable {
    case erased
    case otherType
    case undecided(FieldName)
    case notShown
    /// The hub sent what the charter doesn't let be held.
    case outsideCharter(type: Code, field: String, rule: String)

    package var code: String {
        switch self {
        case .erased: "record-erased"
        case .otherType: "record-other-type"
        case .undecided: "field-undecided"
        case .notShown: "value-not-shown"
        case .outsideCharter: "hub-outside-charter"
        }
    }

    package var what: Phrase {
        switch self {
        case .erased:
            Phrase(fr: "Cette fiche a été effacée.", en: "This record was erased.")
        case .otherType:
            Phrase(
                fr: "Cet identifiant désigne une fiche d'un autre type.",
                en: "This identifier names a record of another type.")
        case .undecided(let name):
            Phrase(
                fr: "Le champ \(name) a plusieurs valeurs concurrentes.",
                en: "The field \(name) has several concurrent values.")
        case .notShown:
            Phrase(
                fr: "Cette valeur n'est plus parmi celles qui ont été montrées.",
                en: "This value isn't among those that were shown.")
        case .outsideCharter(let type, let field, let rule):
            Phrase(
                fr: "Le hub a envoyé un champ hors de la charte : \(type)/\(field) (\(rule)).",
                en: "The hub sent a field outside the charter: \(type)/\(field) (\(rule)).")
        }
    }

    package var remedy: Phrase {
        switch self {
        case .erased:
            Phrase(
                fr: "Rien à faire : un effacement est définitif.",
                en: "Nothing to do: an erasure is final.")
        case .otherType:
            Phrase(fr: "Vérifiez l'identifiant.", en: "Check the identifier.")
        case .undecided:
            Phrase(
                fr: "Regardez-les avec « secteur conflicts », puis « secteur resolve ».",
                en: "See them with 'secteur conflicts', then 'secteur resolve'.")
        case .notShown:
            Phrase(
                fr: "Relancez « secteur conflicts » et décidez sur ce qui s'affiche.",
                en: "Run 'secteur conflicts' again and decide on what it shows.")
        case .outsideCharter:
            Phrase(
                fr: "Rien n'a été enregistré. Prévenez l'administrateur du hub.",
                en: "Nothing was stored. Tell the hub's administrator.")
        }
    }
}
