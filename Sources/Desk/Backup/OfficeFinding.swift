package import SyncCore

/// One thing that checking an office found wrong. Names files, tables and identifiers, no value.
package struct OfficeFinding: Explained, Hashable {
    /// The check that found it.
    package let check: Code
    /// The file, table or record.
    package let place: String
    package let what: Phrase
    package let remedy: Phrase

    package var code: String { "verify-" + check.text }

    /// - Parameter remedy: a backup, unless said.
    package init(_ check: Code, at place: String, _ what: Phrase, remedy: Phrase? = nil) {
        self.check = check
        self.place = place
        self.what = what
        self.remedy =
            remedy
            ?? Phrase(
                fr: "Remettez une sauvegarde : secteur restore FICHIER",
                en: "Put a backup back: secteur restore FILE")
    }
}
