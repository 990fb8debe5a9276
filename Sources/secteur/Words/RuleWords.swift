import Charter
import SummaryStore
import SyncCore

/// Why a record is held back, in words.
enum RuleWords {
    static func phrase(_ rule: String) -> Phrase {
        if let rule = SchemaFinding.Rule(rawValue: rule) { return phrase(rule) }
        if rule == SummaryStore.heldRule.text {
            return Phrase(fr: "dossier gelé", en: "the case file is frozen")
        }
        switch ExchangeAnswer.RecordRefusal(rawValue: rule) {
        case .typeMismatch:
            return Phrase(
                fr: "le hub connaît cette fiche sous un autre type",
                en: "the hub knows this record as another type")
        case .contradictory:
            return Phrase(
                fr: "cette copie contredit celle du hub ; prévenez l'administrateur",
                en: "this copy contradicts the hub's; tell the administrator")
        case .recordTooLarge:
            return Phrase(
                fr: "trop de valeurs concurrentes ; décidez-en d'abord",
                en: "too many concurrent values; decide between some first")
        case nil:
            return Phrase(fr: rule, en: rule)
        }
    }

    private static func phrase(_ rule: SchemaFinding.Rule) -> Phrase {
        switch rule {
        case .unknownType:
            Phrase(
                fr: "la charte du hub ne laisse rien partir de ce type",
                en: "the hub's charter lets nothing of this type leave")
        case .unknownField:
            Phrase(
                fr: "la charte du hub ne laisse pas partir cette rubrique",
                en: "the hub's charter doesn't let this field leave")
        case .wrongShape:
            Phrase(fr: "la valeur n'a pas la forme prévue", en: "the value isn't of the right form")
        case .outsideList:
            Phrase(fr: "ce code n'est pas dans sa liste", en: "the code isn't in its list")
        case .outOfRange:
            Phrase(fr: "ce nombre est hors des bornes", en: "the number is out of range")
        }
    }
}
