package import SyncCore

/// What one charter allows and another doesn't.
///
/// What narrows holds in an office at once. What widens waits until the office accepts it. A change
/// that isn't clearly narrower is in both lists. Labels and orders change nothing of what is allowed.
package struct CharterDifference: Hashable, Sendable {
    package internal(set) var narrows: [Change] = []
    package internal(set) var widens: [Change] = []
    package internal(set) var neutral: [Change] = []

    package var isEmpty: Bool { narrows.isEmpty && widens.isEmpty && neutral.isEmpty }

    /// One thing that changes at one place.
    package struct Change: Hashable, Sendable {
        /// `nil` for what the whole charter says.
        package let type: Code?
        /// `nil` for what a whole type says.
        package let field: Code?
        /// The labels of type and field.
        package let place: Phrase
        package let aspect: Aspect
        /// What is no more; `nil` when nothing went.
        package let before: Phrase?
        /// What is new; `nil` when nothing came.
        package let after: Phrase?
    }

    package enum Aspect: String, Hashable, Sendable, CaseIterable {
        case role
        case type
        case field
        case values
        case leaves
        case leavesAs = "leaves-as"
        case recipients
        case readers
        case writers
        case retention
        case required
        case purpose
        case merge
        case label
        case charter
    }
}

extension CharterDifference.Aspect {
    package var words: Phrase {
        switch self {
        case .role: Phrase(fr: "rôle", en: "role")
        case .type: Phrase(fr: "fiche", en: "record type")
        case .field: Phrase(fr: "rubrique", en: "field")
        case .values: Phrase(fr: "valeurs", en: "values")
        case .leaves: Phrase(fr: "ce qui part", en: "what leaves")
        case .leavesAs: Phrase(fr: "nom au départ", en: "name on leaving")
        case .recipients: Phrase(fr: "destinataires", en: "recipients")
        case .readers: Phrase(fr: "lisent", en: "may read")
        case .writers: Phrase(fr: "écrivent", en: "may write")
        case .retention: Phrase(fr: "durée", en: "kept")
        case .required: Phrase(fr: "obligatoire", en: "required")
        case .purpose: Phrase(fr: "finalité", en: "purpose")
        case .merge: Phrase(fr: "en cas de désaccord", en: "if values disagree")
        case .label: Phrase(fr: "libellé", en: "label")
        case .charter: Phrase(fr: "texte de la charte", en: "text of the charter")
        }
    }
}

extension CharterDifference.Change {
    /// One line: `Contrat / Thèmes — destinataires : − A ; + B`.
    package var words: Phrase {
        func line(_ language: Language, colon: String, gap: String) -> String {
            let parts =
                [before.map { "− " + $0.in(language) }, after.map { "+ " + $0.in(language) }]
                .compactMap(\.self).joined(separator: gap)
            let aspect = aspect.words.in(language)
            let place = place.in(language)
            return (place.isEmpty ? "" : place + " — ") + aspect + colon + parts
        }
        return Phrase(
            fr: line(.fr, colon: " : ", gap: " ; "), en: line(.en, colon: ": ", gap: "; "))
    }
}

extension CharterDifference {
    /// All of it for people, by what it means for an office.
    package func explain(_ language: Language) -> String {
        guard !isEmpty else {
            return Phrase(
                fr: "Ces deux chartes disent la même chose.\n",
                en: "These two charters say the same.\n"
            ).in(language)
        }
        let parts: [(Phrase, [Change])] = [
            (Phrase(fr: "Restreint, aussitôt :", en: "Narrows, at once:"), narrows),
            (
                Phrase(
                    fr: "Élargit, seulement si le bureau l'accepte :",
                    en: "Widens, only if the office accepts it:"), widens
            ),
            (
                Phrase(
                    fr: "Ne change rien à ce qui est permis :",
                    en: "Changes nothing of what is allowed:"), neutral
            ),
        ]
        return parts.filter { !$0.1.isEmpty }.map { title, changes in
            title.in(language) + "\n"
                + changes.map { "  - \($0.words.in(language))\n" }.joined()
        }.joined(separator: "\n")
    }
}
