import SyncCore

extension CharterRule {
    /// What to do about it when nothing more exact can be said.
    var remedy: Phrase {
        switch self {
        case .syntax, .alias, .tag, .key, .empty, .tooLarge, .duplicateKey, .unknownKey, .idleKey,
            .missingKey, .shape, .number:
            textRemedy
        case .nameForm, .codeForm, .labelMissing, .labelForm:
            nameRemedy
        case .purposeMissing, .purposeUnknown, .purposeUnused, .recipientMissing,
            .recipientUnknown, .recipientUnused, .roleMissing, .roleUnknown, .roleUnused,
            .roleAtHub, .roleWithDuty, .listUnknown, .listUnused, .listEmpty, .codeUnknown,
            .subjectUnknown:
            referenceRemedy
        case .typeUnknown, .maximum, .range, .retentionMissing, .retentionForm, .retentionEvent,
            .mergeUnknown, .mergeOfSet, .mergeStays:
            fieldRemedy
        default:
            leavingRemedy
        }
    }

    private var textRemedy: Phrase {
        switch self {
        case .alias:
            Phrase(
                fr: "écrivez le passage en entier : ce qu'on lit doit être ce qui vaut",
                en: "write the passage out: what is read must be what rules")
        case .tag:
            Phrase(
                fr: "retirez-la : tout mot d'une charte est du texte",
                en: "remove it: every word of a charter is text")
        case .empty:
            Phrase(
                fr: "partez de la charte fournie, `insertion`",
                en: "start from the bundled charter, `insertion`")
        case .tooLarge:
            Phrase(
                fr: "raccourcissez-la : personne ne peut juger une charte si longue",
                en: "make it shorter: nobody can judge a charter this long")
        case .duplicateKey:
            Phrase(fr: "gardez-en une seule", en: "keep one of the two")
        case .unknownKey, .idleKey:
            Phrase(
                fr: "retirez cette clé ou corrigez son nom",
                en: "remove this key or correct its name")
        case .missingKey: Phrase(fr: "ajoutez cette clé", en: "add this key")
        case .key: Phrase(fr: "écrivez un mot avant les deux-points", en: "write a word there")
        case .number:
            Phrase(fr: "écrivez un nombre entier en chiffres", en: "write a whole number in digits")
        default:
            Phrase(
                fr: "regardez l'indentation, les deux-points et les guillemets de cette ligne",
                en: "look at the indentation, colons and quotes of this line")
        }
    }

    private var nameRemedy: Phrase {
        switch self {
        case .nameForm:
            Phrase(
                fr: "un nom a 1 à 40 minuscules et chiffres, une lettre d'abord, des tirets entre",
                en:
                    "a name has 1 to 40 lower-case letters and digits, a letter first, hyphens between"
            )
        case .codeForm:
            Phrase(
                fr: "un code a 1 à 40 lettres sans accent, chiffres, points ou tirets, sans espace",
                en: "a code has 1 to 40 plain letters, digits, dots or hyphens, no space")
        case .labelMissing:
            Phrase(
                fr: "écrivez `label: { fr: \"…\", en: \"…\" }`",
                en: "write `label: { fr: \"…\", en: \"…\" }`")
        default:
            Phrase(
                fr: "une ligne d'au plus \(CharterReader.maximumLabel) caractères",
                en: "one line of at most \(CharterReader.maximumLabel) characters")
        }
    }

    private var referenceRemedy: Phrase {
        switch self {
        case .purposeMissing:
            Phrase(
                fr: "dites pourquoi cette rubrique est tenue, ou retirez-la",
                en: "say why this item is kept, or remove it")
        case .recipientMissing:
            Phrase(
                fr: "dites à qui cela part : `recipients: [ … ]`, ou écrivez `leaves: never`",
                en: "say who receives it: `recipients: [ … ]`, or write `leaves: never`")
        case .recipientUnused:
            Phrase(
                fr: "retirez ce destinataire : rien ne lui est envoyé",
                en: "remove this recipient: nothing is sent to it")
        case .purposeUnused, .roleUnused, .listUnused:
            Phrase(
                fr: "retirez-le : une charte ne dit que ce qui sert",
                en: "remove it: a charter says only what is used")
        case .roleMissing:
            Phrase(
                fr: "dites qui lit (`read`) et qui écrit (`write`), ici ou pour tout le type",
                en: "say who reads (`read`) and who writes (`write`), here or for the whole type")
        case .roleAtHub:
            Phrase(
                fr: "un rôle du hub ne lit que ce qui part, et n'écrit que ce qui part tel quel",
                en: "a role at the hub reads only what leaves, and writes only what leaves as it is"
            )
        case .roleWithDuty:
            Phrase(
                fr: "retirez-le de cette liste : qui s'occupe des comptes ou contrôle les accès "
                    + "ne lit aucun dossier",
                en: "take it off this list: who looks after accounts or oversees access reads "
                    + "no case file")
        case .listEmpty:
            Phrase(fr: "donnez au moins un code", en: "give at least one code")
        case .subjectUnknown:
            Phrase(
                fr: "`about` nomme un type de cette charte qui n'a pas lui-même d'`about`",
                en: "`about` names a type of this charter that has no `about` itself")
        default:
            Phrase(
                fr: "déclarez-le plus haut dans la charte, ou corrigez son nom",
                en: "declare it further up in the charter, or correct its name")
        }
    }

    private var fieldRemedy: Phrase {
        switch self {
        case .typeUnknown:
            Phrase(
                fr: "les types sont : \(FieldType.words.joined(separator: ", "))",
                en: "the types are: \(FieldType.words.joined(separator: ", "))")
        case .maximum:
            Phrase(
                fr: "`maximum` va de 1 à \(CharterReader.maximumText) caractères",
                en: "`maximum` is from 1 to \(CharterReader.maximumText) characters")
        case .range:
            Phrase(
                fr: "écrivez `range: [ le plus petit, le plus grand ]`",
                en: "write `range: [ least, greatest ]`")
        case .mergeUnknown:
            Phrase(
                fr: "les règles sont `ask`, `highest` et `lowest`",
                en: "the rules are `ask`, `highest` and `lowest`")
        case .mergeOfSet:
            Phrase(
                fr: "retirez `merge` : un ensemble garde tout code que quelqu'un a mis",
                en: "remove `merge`: a set keeps every code that somebody put in")
        case .mergeStays:
            Phrase(
                fr: "retirez `merge` : ce qui ne part pas n'est jamais fusionné",
                en: "remove `merge`: what never leaves is never merged")
        case .retentionEvent:
            Phrase(
                fr: "`last-contact`, `created`, ou une rubrique `date` du même type",
                en: "`last-contact`, `created`, or a `date` field of the same type")
        default:
            Phrase(
                fr: "écrivez par exemple `keep: 2y after last-contact`",
                en: "write for example `keep: 2y after last-contact`")
        }
    }

    private var leavingRemedy: Phrase {
        switch self {
        case .leavesFreeText, .leavesName, .leavesIdentifier, .leavesBirthDate:
            Phrase(
                fr: "écrivez `leaves: never` : aucune règle ne laisse partir cela ; si le hub"
                    + " doit savoir quelque chose, déclarez un code ou un petit nombre exprès",
                en: "write `leaves: never`: no rule lets this leave; if the hub must know"
                    + " something, declare a code or a small number for it")
        case .leavesNumber:
            Phrase(
                fr: "une étendue d'au plus \(AsIs.maximumValues) valeurs, ou la règle `band`",
                en: "a range of at most \(AsIs.maximumValues) values, or the rule `band`")
        case .leavesNameTaken:
            Phrase(
                fr: "donnez à cette rubrique un autre nom de départ avec `as`",
                en: "let this field leave under another name, with `as`")
        case .leavesNothing:
            Phrase(
                fr: "retirez cette clé, ou dites ce qui part avec `leaves`",
                en: "remove this key, or say what leaves with `leaves`")
        case .leavesTooMany:
            Phrase(
                fr: "au plus \(CharterReader.maximumRegisters) mentions par type : `map` ou moins",
                en: "at most \(CharterReader.maximumRegisters) registers a type: `map`, or less")
        case .bandOrder:
            Phrase(
                fr: "écrivez les coupures de la plus petite à la plus grande",
                en: "write the cuts from the least to the greatest")
        case .bandRange:
            Phrase(
                fr: "les coupures sont dans `range`, à partir de 0, la dernière sous le plus grand",
                en: "cuts lie within `range`, from 0, the last one below its greatest number")
        case .mapIncomplete:
            Phrase(
                fr: "dites pour chaque code de la liste ce qui part",
                en: "say for each code of the list what leaves")
        case .mapNotCoarser:
            Phrase(
                fr: "regroupez des codes, ou écrivez `as-is` si la liste peut partir telle quelle",
                en: "group codes, or write `as-is` if the list may leave as it is")
        case .prefixTooFine:
            Phrase(
                fr: "au plus \(Prefix.maximumCharacters) caractères : un département, pas un lieu",
                en: "at most \(Prefix.maximumCharacters) characters: a département, not a place")
        default:
            Phrase(
                fr: "les règles sont : \(Self.ruleWords)", en: "the rules are: \(Self.ruleWords)")
        }
    }

    private static let ruleWords =
        (["never"] + Generalisations.words).joined(separator: ", ")
}
