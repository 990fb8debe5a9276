package import SyncCore

/// Everything that is wrong with a map, by line and column.
package struct ColumnMapRefusal: Explained, Equatable {
    package let file: String
    package let findings: [Finding]

    /// One thing that is wrong.
    package struct Finding: Equatable, Sendable {
        /// From 1.
        package let line: Int
        /// From 1.
        package let column: Int
        package let what: Phrase
    }

    package var code: String { "map-refused" }

    package var what: Phrase {
        func lines(_ language: Language) -> String {
            findings.map { "\(file):\($0.line):\($0.column): \($0.what.in(language))" }
                .joined(separator: "\n")
        }
        return Phrase(fr: lines(.fr), en: lines(.en))
    }

    package var remedy: Phrase {
        Phrase(
            fr: "corrigez la correspondance ; `secteur import csv --help` en donne un exemple",
            en: "correct the map; `secteur import csv --help` shows an example")
    }
}
