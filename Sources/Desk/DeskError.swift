package import SyncCore

/// Why the desk didn't do what it was asked. Nothing was changed. Never holds a personal value.
package enum DeskError: Explained, Hashable {
    /// No record's identifier begins with these digits, or it was erased.
    case unknownRecord(digits: String)
    /// More than one record's identifier begins with these digits.
    case ambiguousRecord(digits: String)
    /// The record is of another type than the command is for.
    case otherType(RecordID, expected: Code)
    /// The charter declares no such type.
    case undeclaredType(Code)
    /// The field lives in the dossier, and that is another office's.
    case dossierElsewhere(Code)
    /// The field of this record has no concurrent values, or no longer those that were shown.
    case notInConflict(FieldName)
    /// The person's case file is frozen.
    case frozen(RecordID)
    /// The person refused to be recorded, and this type or field would say something of them.
    case onPaper(Code)
    /// The person's case file isn't on paper.
    case notOnPaper(RecordID)
    /// No person was erased here whose identifier begins with these digits.
    case unknownReceipt(digits: String)

    package var code: String {
        switch self {
        case .unknownRecord: "record-unknown"
        case .ambiguousRecord: "record-ambiguous"
        case .otherType: "record-other-type"
        case .undeclaredType: "type-undeclared"
        case .dossierElsewhere: "dossier-elsewhere"
        case .notInConflict: "conflict-unknown"
        case .frozen: "dossier-frozen"
        case .onPaper: "dossier-on-paper"
        case .notOnPaper: "dossier-not-on-paper"
        case .unknownReceipt: "receipt-unknown"
        }
    }

    package var what: Phrase {
        switch self {
        case .unknownRecord(let digits):
            Phrase(
                fr: "Aucun enregistrement ne commence par « \(digits) » ici.",
                en: "No record here begins with '\(digits)'.")
        case .ambiguousRecord(let digits):
            Phrase(
                fr: "Plusieurs enregistrements commencent par « \(digits) ».",
                en: "Several records begin with '\(digits)'.")
        case .otherType(let id, let expected):
            Phrase(
                fr: "L'enregistrement \(id) n'est pas du type « \(expected) ».",
                en: "Record \(id) is not of the type '\(expected)'.")
        case .undeclaredType(let type):
            Phrase(
                fr: "La charte de ce bureau ne déclare pas le type « \(type) ».",
                en: "This office's charter doesn't declare the type '\(type)'.")
        case .dossierElsewhere(let name):
            Phrase(
                fr: "La rubrique « \(name) » est dans le dossier, qu'un autre bureau tient.",
                en: "The field '\(name)' is in the case file, which another office keeps.")
        case .notInConflict(let name):
            Phrase(
                fr: "La rubrique « \(name) » n'a pas ces valeurs concurrentes.",
                en: "The field '\(name)' doesn't have these concurrent values.")
        case .frozen(let person):
            Phrase(
                fr: "Le dossier \(person) est gelé : il se garde et se lit, rien d'autre.",
                en: "The case file \(person) is frozen: it is kept and read, nothing else.")
        case .onPaper(let name):
            Phrase(
                fr: "Ce dossier est sur papier : « \(name) » ne peut pas y être enregistré.",
                en: "This case file is on paper: '\(name)' can't be recorded in it.")
        case .notOnPaper(let person):
            Phrase(
                fr: "Le dossier \(person) n'est pas sur papier.",
                en: "The case file \(person) isn't on paper.")
        case .unknownReceipt(let digits):
            Phrase(
                fr: "Aucun effacement ne commence par « \(digits) » ici.",
                en: "No erasure here begins with '\(digits)'.")
        }
    }

    package var remedy: Phrase {
        switch self {
        case .unknownRecord:
            Phrase(
                fr: "Cherchez la personne avec « secteur person find », puis « person show ».",
                en: "Find the person with 'secteur person find', then 'person show'.")
        case .ambiguousRecord:
            Phrase(fr: "Donnez plus de chiffres.", en: "Give more digits.")
        case .otherType:
            Phrase(
                fr: "Vérifiez l'identifiant avec « secteur person show ».",
                en: "Check the identifier with 'secteur person show'.")
        case .undeclaredType:
            Phrase(
                fr: "« secteur charter explain » dit quels types elle déclare.",
                en: "'secteur charter explain' says which types it declares.")
        case .dossierElsewhere:
            Phrase(
                fr: "Ici se modifient les rubriques qui se partagent telles quelles, "
                    + "comme l'état du contrat.",
                en: "What can be edited here are the fields that are shared as they are, "
                    + "such as the contract's status.")
        case .notInConflict:
            Phrase(
                fr: "Relancez « secteur conflicts » et décidez sur ce qui s'affiche.",
                en: "Run 'secteur conflicts' again and decide on what it shows.")
        case .frozen(let person):
            Phrase(
                fr: "Quand la question est réglée : secteur person unfreeze \(person)",
                en: "When the matter is settled: secteur person unfreeze \(person)")
        case .onPaper:
            Phrase(
                fr: "Écrivez-le sur le papier. Seul ce qui peut partir d'un contrat s'enregistre.",
                en: "Write it on the paper. Only what can leave of a contract is recorded.")
        case .notOnPaper:
            Phrase(fr: "Rien à faire.", en: "Nothing to do.")
        case .unknownReceipt:
            Phrase(
                fr: "« secteur receipt » les montre tous.",
                en: "'secteur receipt' shows them all.")
        }
    }
}
