package import SyncCore

/// Why the hub didn't do what an admin asked. Nothing was changed.
package enum HubRefusal: String, Explained, CaseIterable {
    case recordUnknown = "record-unknown"
    case recordAmbiguous = "record-ambiguous"
    case recordErased = "record-erased"
    case fieldUnknown = "field-unknown"
    case fieldOfOffice = "field-of-office"
    case valueRefused = "value-refused"
    case notInConflict = "not-in-conflict"
    case inConflict = "in-conflict"
    case shownUnknown = "shown-unknown"
    case recordTooLarge = "record-too-large"
    case officeUnknown = "office-unknown"
    case officeExists = "office-exists"
    case officeName = "office-name"
    case officeFull = "office-full"
    case noCharter = "hub-without-charter"
    case charterMoved = "charter-moved"
    case charterName = "charter-name"
    case charterVersion = "charter-version"
    case namesCollide = "charter-names-collide"

    package var code: String { rawValue }

    package var what: Phrase {
        switch self {
        case .recordUnknown:
            Phrase(fr: "le hub n'a pas cette fiche", en: "the hub doesn't hold this record")
        case .recordAmbiguous:
            Phrase(
                fr: "plusieurs fiches commencent par ces chiffres",
                en: "several records begin with these digits")
        case .recordErased:
            Phrase(fr: "cette fiche est effacée", en: "this record was erased")
        case .fieldUnknown:
            Phrase(
                fr: "la charte n'a pas cette rubrique pour ce type de fiche",
                en: "the charter has no such field for this type of record")
        case .fieldOfOffice:
            Phrase(
                fr: "seul le bureau écrit cette rubrique : elle est tirée de son dossier",
                en: "only the office writes this field: it is made from its case file")
        case .valueRefused:
            Phrase(
                fr: "la charte ne permet pas cette valeur",
                en: "the charter doesn't allow this value")
        case .notInConflict:
            Phrase(
                fr: "cette rubrique n'a pas de valeurs concurrentes",
                en: "this field has no concurrent values")
        case .inConflict:
            Phrase(
                fr: "cette rubrique a des valeurs concurrentes",
                en: "this field has concurrent values")
        case .shownUnknown:
            Phrase(
                fr: "ce que --shown désigne n'a jamais été montré pour cette rubrique",
                en: "what --shown stands for was never shown of this field")
        case .recordTooLarge:
            Phrase(
                fr: "cette fiche a trop de versions pour une de plus",
                en: "this record has too many versions for one more")
        case .officeUnknown:
            Phrase(fr: "le hub ne connaît pas ce bureau", en: "the hub doesn't know this office")
        case .officeExists:
            Phrase(fr: "un bureau porte déjà ce nom", en: "an office has this name already")
        case .officeName:
            Phrase(
                fr: "le nom d'un bureau a de 1 à 80 caractères imprimables",
                en: "an office's name has 1 to 80 printable characters")
        case .officeFull:
            Phrase(
                fr: "ce bureau a autant de fiches au hub qu'il le peut",
                en: "this office has as many records at the hub as it may")
        case .noCharter:
            Phrase(fr: "ce hub n'a pas de charte", en: "this hub has no charter")
        case .charterName:
            Phrase(
                fr: "cette charte porte un autre nom que celle du hub",
                en: "this charter has another name than the hub's")
        case .charterVersion:
            Phrase(
                fr: "cette charte n'est pas d'une version plus grande que celle du hub",
                en: "this charter's version isn't greater than that of the hub's")
        case .charterMoved:
            Phrase(
                fr: "la charte du hub vient de changer", en: "the hub's charter has just changed")
        case .namesCollide:
            Phrase(
                fr: "deux mots de la charte ne diffèrent que par les majuscules",
                en: "two words of the charter differ only in capitals")
        }
    }

    package var remedy: Phrase {
        switch self {
        case .recordUnknown:
            Phrase(
                fr: "vérifiez l'identifiant : « secteur-hub conflicts » en donne",
                en: "check the identifier: `secteur-hub conflicts` gives some")
        case .recordAmbiguous:
            Phrase(fr: "donnez plus de chiffres", en: "give more digits")
        case .fieldUnknown:
            Phrase(
                fr: "« secteur-hub show » donne les rubriques de la fiche",
                en: "`secteur-hub show` gives the fields of the record")
        case .recordErased:
            Phrase(
                fr: "rien à faire : un effacement est définitif",
                en: "nothing to do: an erasure is for ever")
        case .fieldOfOffice:
            Phrase(
                fr: "demandez au bureau de corriger son dossier",
                en: "ask the office to correct its case file")
        case .valueRefused:
            Phrase(
                fr: "« secteur-hub charter » donne la charte, qui dit ce qu'une rubrique permet",
                en: "`secteur-hub charter` gives the charter, which says what a field allows")
        case .notInConflict:
            Phrase(
                fr: "pour une décision ordinaire, utilisez « secteur-hub decide »",
                en: "for an ordinary decision use `secteur-hub decide`")
        case .inConflict:
            Phrase(
                fr: "tranchez d'abord avec « secteur-hub resolve »",
                en: "settle it first with `secteur-hub resolve`")
        case .shownUnknown:
            Phrase(
                fr: "relancez « secteur-hub conflicts » et prenez le jeton affiché",
                en: "run `secteur-hub conflicts` again and take the token that it prints")
        case .recordTooLarge:
            Phrase(
                fr: "réglez d'abord les conflits de cette fiche dans un bureau",
                en: "settle this record's conflicts in an office first")
        case .officeUnknown:
            Phrase(
                fr: "« secteur-hub offices » donne les numéros",
                en: "`secteur-hub offices` tells the numbers")
        case .officeExists, .officeName:
            Phrase(fr: "choisissez un autre nom", en: "choose another name")
        case .officeFull:
            Phrase(
                fr: "rien n'est perdu ; parlez-en à qui tient le hub",
                en: "nothing is lost; tell whoever runs the hub")
        case .noCharter:
            Phrase(
                fr: "recréez le hub avec « secteur-hub init »",
                en: "create the hub anew with `secteur-hub init`")
        case .charterName:
            Phrase(
                fr: "« secteur-hub charter » affiche celle du hub ; le nom reste le même",
                en: "`secteur-hub charter` prints the hub's; the name stays the same")
        case .charterVersion:
            Phrase(
                fr: "augmentez « version » dans le fichier et publiez-le à nouveau",
                en: "raise `version` in the file and publish it again")
        case .charterMoved:
            Phrase(fr: "recommencez", en: "try again")
        case .namesCollide:
            Phrase(
                fr: "renommez l'un des deux dans la charte", en: "rename one of them in the charter"
            )
        }
    }
}
