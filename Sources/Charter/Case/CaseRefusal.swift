package import SyncCore

/// Why a record can't be stored or cleared. Names fields and rules, never a value.
package struct CaseRefusal: Explained, Hashable {
    package let type: Code
    /// Sorted by field.
    package let findings: [Finding]

    /// What is wrong with one field.
    package struct Finding: Hashable, Sendable {
        package let field: Code
        package let rule: Rule
    }

    package enum Rule: String, Hashable, Sendable {
        case undeclaredType = "type/undeclared"
        case undeclaredField = "field/undeclared"
        case wrongType = "value/wrong-type"
        case tooLong = "value/too-long"
        case controlCharacter = "value/control-character"
        case outsideList = "code/outside-list"
        case outOfRange = "number/out-of-range"
        case notACommune = "commune/unknown"
        /// Both given and removed.
        case contradictory = "field/given-and-removed"
    }

    package var code: String { "record-refused" }

    package var what: Phrase {
        let fr = findings.map { "« \($0.field) » : \($0.rule.words.fr)" }
        let en = findings.map { "\"\($0.field)\": \($0.rule.words.en)" }
        return Phrase(
            fr: "enregistrement « \(type) » refusé ; \(fr.joined(separator: " ; "))",
            en: "record \"\(type)\" refused; \(en.joined(separator: "; "))")
    }

    package var remedy: Phrase {
        Phrase(
            fr: "corrigez ces rubriques ; `secteur charter explain` dit ce que chacune accepte",
            en: "correct these fields; `secteur charter explain` says what each accepts")
    }
}

extension CaseRefusal.Rule {
    /// What is wrong, without the value.
    package var words: Phrase {
        switch self {
        case .undeclaredType:
            Phrase(
                fr: "la charte ne déclare pas ce type",
                en: "the charter does not declare this type")
        case .undeclaredField:
            Phrase(
                fr: "la charte ne déclare pas cette rubrique",
                en: "the charter does not declare this field")
        case .wrongType:
            Phrase(fr: "la valeur n'est pas du type déclaré", en: "not of the declared type")
        case .tooLong: Phrase(fr: "texte trop long", en: "text too long")
        case .controlCharacter:
            Phrase(fr: "caractère de contrôle dans le texte", en: "control character in the text")
        case .outsideList: Phrase(fr: "code hors de la liste", en: "code outside its list")
        case .outOfRange: Phrase(fr: "nombre hors des bornes", en: "number out of range")
        case .notACommune:
            Phrase(fr: "ce n'est pas un code de commune connu", en: "not a known commune code")
        case .contradictory:
            Phrase(fr: "à la fois remplie et vidée", en: "both given and removed")
        }
    }
}
