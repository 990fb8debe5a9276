package import SyncCore

/// Why the store didn't take a write or an answer. Nothing was changed.
package enum SummaryRefusal: Explained, Hashable {
    case erased
    case otherType
    case undecided(FieldName)
    case notShown
    /// The hub sent what the charter doesn't let be held.
    case charterUnfit(CharterFault)
    /// Another program took a newer charter up since the record was cleared.
    case charterMoved
    /// The record would pass the limits to which every reader holds it.
    case recordTooLarge
    case nothingToAccept
    case otherVersion(newest: Int)
    case notAccepted
    case outsideCharter(type: Code, field: String, rule: String)

    /// What is wrong with a charter that the hub sent.
    package enum CharterFault: String, Hashable, Sendable {
        case unreadable
        case name
        case version
    }

    package var code: String {
        switch self {
        case .erased: "record-erased"
        case .otherType: "record-other-type"
        case .undecided: "field-undecided"
        case .notShown: "value-not-shown"
        case .charterUnfit: "hub-charter-unfit"
        case .charterMoved: "charter-moved"
        case .recordTooLarge: "record-too-large"
        case .nothingToAccept: "charter-accepted"
        case .otherVersion: "charter-other-version"
        case .notAccepted: "charter-not-accepted"
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
                fr: "La rubrique \(name) a plusieurs valeurs concurrentes.",
                en: "The field \(name) has several concurrent values.")
        case .notShown:
            Phrase(
                fr: "Cette valeur n'est plus parmi celles qui ont été montrées.",
                en: "This value isn't among those that were shown.")
        case .charterUnfit(let fault):
            Phrase(
                fr: "La charte que le hub a envoyée n'est pas une suite de celle du bureau "
                    + "(\(fault.rawValue)).",
                en: "The charter that the hub sent doesn't follow the office's "
                    + "(\(fault.rawValue)).")
        case .charterMoved:
            Phrase(
                fr: "La charte vient de changer, et ne laisse plus partir ceci.",
                en: "The charter has just changed, and doesn't let this leave any more.")
        case .recordTooLarge:
            Phrase(
                fr: "Cette fiche a été modifiée par trop de monde : elle n'en tient pas plus.",
                en: "This record was changed by too many: it holds no more of it.")
        case .nothingToAccept:
            Phrase(
                fr: "Aucune version de la charte n'attend d'être acceptée.",
                en: "No version of the charter waits to be accepted.")
        case .otherVersion(let newest):
            Phrase(
                fr: "La version qui attend est la \(newest).",
                en: "The version that waits is \(newest).")
        case .notAccepted:
            Phrase(
                fr: "Deux comptes différents doivent accepter cette version.",
                en: "Two different accounts must accept this version.")
        case .outsideCharter(let type, let field, let rule):
            Phrase(
                fr: "Le hub a envoyé une rubrique hors de la charte : \(type)/\(field) (\(rule)).",
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
        case .charterUnfit:
            Phrase(
                fr: "Rien n'a été changé. Prévenez l'administrateur du hub.",
                en: "Nothing was changed. Tell whoever runs the hub.")
        case .charterMoved:
            Phrase(
                fr: "Relancez la commande : elle suivra la nouvelle charte.",
                en: "Run the command again: it will follow the new charter.")
        case .recordTooLarge:
            Phrase(
                fr: "Elle reste comme elle est. Prévenez l'administrateur du hub ; on peut"
                    + " l'effacer, et en écrire une nouvelle.",
                en: "It stays as it is. Tell whoever runs the hub; it can be erased, and a"
                    + " new one be written.")
        case .nothingToAccept, .otherVersion, .notAccepted:
            Phrase(
                fr: "« secteur charter status » dit ce qui attend.",
                en: "'secteur charter status' says what waits.")
        case .outsideCharter:
            Phrase(
                fr: "Rien n'a été enregistré. Prévenez l'administrateur du hub.",
                en: "Nothing was stored. Tell whoever runs the hub.")
        }
    }
}
