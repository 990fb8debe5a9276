package import SyncCore

/// One thing for which a charter is refused.
package struct CharterFinding: Hashable, Sendable {
    /// Counts from 1.
    package let line: Int
    /// Counts characters from 1.
    package let column: Int
    /// A stable word such as `leaves/free-text`.
    package let rule: String
    package let what: Phrase
    package let remedy: Phrase
}

/// A charter that is not one: everything that is wrong with it, sorted by line.
package struct CharterRefusal: Explained, Hashable {
    /// The file's name as it was given.
    package let file: String
    package let findings: [CharterFinding]

    package var code: String { "charter-refused" }

    /// One line for each finding: `file:line:column: what [rule] -> remedy`.
    package var what: Phrase {
        Phrase(fr: lines(in: .fr), en: lines(in: .en))
    }

    package var remedy: Phrase {
        Phrase(
            fr: "corrigez ces lignes, puis relancez `secteur charter check`",
            en: "correct these lines, then run `secteur charter check` again")
    }

    private func lines(in language: Language) -> String {
        findings.map { finding in
            "\(file):\(finding.line):\(finding.column): \(finding.what.in(language))"
                + " [\(finding.rule)] -> \(finding.remedy.in(language))"
        }.joined(separator: "\n")
    }
}
