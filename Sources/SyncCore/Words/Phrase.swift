/// The two languages that the programs speak.
package enum Language: String, Sendable, CaseIterable {
    case fr
    case en

    /// The language of a POSIX locale such as `fr_FR.UTF-8`; English for any other.
    package init(locale: String?) {
        self = locale?.lowercased().hasPrefix("fr") == true ? .fr : .en
    }
}

/// One sentence or label in both languages.
package struct Phrase: Hashable, Sendable {
    package let fr: String
    package let en: String

    package init(fr: String, en: String) {
        self.fr = fr
        self.en = en
    }

    package func `in`(_ language: Language) -> String {
        switch language {
        case .fr: fr
        case .en: en
        }
    }
}
