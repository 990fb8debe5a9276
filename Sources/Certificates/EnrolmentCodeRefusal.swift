package import SyncCore

/// Why a text is no enrolment code. Holds nothing of it.
package enum EnrolmentCodeRefusal: String, Explained, CaseIterable {
    case otherLength = "code-length"
    case otherCharacter = "code-character"
    case mistyped = "code-mistyped"

    package var code: String { rawValue }

    package var what: Phrase {
        switch self {
        case .otherLength:
            Phrase(
                fr: "un code a huit groupes de sept signes",
                en: "a code has eight groups of seven characters")
        case .otherCharacter:
            Phrase(
                fr: "un code n'a que des chiffres et des lettres, sans U",
                en: "a code has digits and letters only, and no U")
        case .mistyped:
            Phrase(
                fr: "le code contient une faute de frappe",
                en: "the code has a typing error in it")
        }
    }

    package var remedy: Phrase {
        Phrase(
            fr: "recopiez-le en entier, tel que le hub l'a affiché ; il n'a pas été envoyé",
            en: "copy all of it as the hub printed it; it was not sent")
    }
}
