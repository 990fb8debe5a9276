package import SyncCore

extension Charter {
    /// The charter in plain words, for those who work under it and those who judge it.
    ///
    /// What leaves comes first; then, for each type of record, what is kept, why, who reads and
    /// writes it, and how long.
    package func explain(_ language: Language) -> String {
        let explanation = Explanation(charter: self, language: language)
        return explanation.lines().joined(separator: "\n") + "\n"
    }
}

/// One run of `explain`.
private struct Explanation {
    let charter: Charter
    let language: Language

    func lines() -> [String] {
        head() + roles() + leaving() + charter.types.flatMap(keeping)
    }

    private func say(_ fr: String, _ en: String) -> String {
        Phrase(fr: fr, en: en).in(language)
    }

    /// Headings are written in capitals; accents stay.
    private func heading(_ fr: String, _ en: String) -> [String] {
        ["", say(fr, en).uppercased(), ""]
    }

    private func head() -> [String] {
        let counts = charter.counts
        let staying = counts.fields - counts.leavingFields
        return [
            charter.label.in(language),
            say(
                "Charte « \(charter.name) », \(charter.edition.fr)",
                "Charter \"\(charter.name)\", \(charter.edition.en)"),
            say("Responsable : ", "Controller: ") + charter.controller.in(language),
            "",
            say(
                "\(counts.fields) rubriques dans \(counts.types) types d'enregistrement.",
                "\(counts.fields) fields in \(counts.types) types of record."),
            say(
                "De \(counts.leavingFields) rubriques quelque chose part, en \(counts.registers)"
                    + " mentions ; de \(staying) rubriques rien ne part.",
                "Something leaves of \(counts.leavingFields) fields, as \(counts.registers)"
                    + " items; of \(staying) fields nothing leaves."),
        ]
    }

    // MARK: Who

    private func roles() -> [String] {
        heading("Qui accède à quoi", "Who has access to what")
            + charter.roles.map {
                "  - \($0.label.in(language))" + say(" : ", ": ") + $0.words.in(language)
            }
    }

    // MARK: What leaves

    private func leaving() -> [String] {
        var lines = heading("Ce qui part du service", "What leaves the office")
        for type in charter.types {
            guard let summary = charter.summarySchema.type(type.name) else {
                lines.append(type.label.in(language) + say(" : rien", ": nothing"))
                continue
            }
            lines.append(type.label.in(language) + say(" :", ":"))
            lines += zip(type.leavingFields, summary.fields).flatMap(leaving)
        }
        return lines
    }

    private func leaving(_ field: Field, _ left: SummaryField) -> [String] {
        guard let exit = field.exit else { return [] }
        let recipients = labels(exit.recipients, in: charter.recipients)
        return [
            "  - \(field.label.in(language))" + say(" : ", ": ") + exit.rule.words.in(language),
            "      " + say("valeurs : ", "values: ") + left.valueWords.in(language),
            "      " + say("pour : ", "for: ") + recipients,
            "      " + say("écrit par : ", "written by: ")
                + labels(field.writers, in: charter.roles),
            "      " + say("en cas de désaccord : ", "if values disagree: ")
                + exit.merge.words.in(language),
        ]
    }

    // MARK: What is kept

    private func keeping(_ type: RecordType) -> [String] {
        var lines = heading(type.label.fr, type.label.en)
        lines.append(
            say("\(type.fields.count) rubriques. ", "\(type.fields.count) fields. ")
                + (type.leavingFields.isEmpty
                    ? say("Rien n'en part.", "Nothing of them leaves.")
                    : say(
                        "Quelque chose part de \(type.leavingFields.count) d'entre elles.",
                        "Something leaves of \(type.leavingFields.count) of them.")))
        for group in FieldGroup.groups(of: type) {
            lines += [""] + group.terms(in: charter, type).map { "  " + $0.in(language) }
            lines += group.fields.map { field in
                "    - \(field.label.in(language))"
                    + say(" : ", ": ") + field.type.words(unit: field.unit).in(language)
                    + (field.exit.map {
                        say(" ; part : ", "; leaves: ") + $0.rule.words.in(language)
                    }
                        ?? "")
            }
        }
        return lines
    }

    private func labels(_ names: [Code], in declared: [some Labelled]) -> String {
        names.compactMap { declared.named($0)?.label.in(language) }.joined(separator: ", ")
    }
}

/// Fields of a type with the same purpose, readers, writers and period.
private struct FieldGroup {
    var fields: [Field]

    static func groups(of type: RecordType) -> [FieldGroup] {
        var groups: [FieldGroup] = []
        for field in type.fields {
            if let index = groups.firstIndex(where: { $0.shares(field) }) {
                groups[index].fields.append(field)
            } else {
                groups.append(FieldGroup(fields: [field]))
            }
        }
        return groups
    }

    func terms(in charter: Charter, _ type: RecordType) -> [Phrase] {
        let first = fields[0]
        let purpose = charter.purposes.named(first.purpose)?.label ?? Phrase(fr: "", en: "")
        let readers = first.readers.compactMap { charter.role($0)?.label }
        let writers = first.writers.compactMap { charter.role($0)?.label }
        let period = first.retention.words(in: type)
        return [
            Phrase(fr: "Pourquoi : \(purpose.fr)", en: "Why: \(purpose.en)"),
            Phrase(
                fr: "Lisent : " + readers.map(\.fr).joined(separator: ", "),
                en: "Read by: " + readers.map(\.en).joined(separator: ", ")),
            Phrase(
                fr: "Écrivent : " + writers.map(\.fr).joined(separator: ", "),
                en: "Written by: " + writers.map(\.en).joined(separator: ", ")),
            Phrase(fr: "Gardé : \(period.fr)", en: "Kept: \(period.en)"),
        ]
    }

    private func shares(_ other: Field) -> Bool {
        let first = fields[0]
        return first.purpose == other.purpose && first.readers == other.readers
            && first.writers == other.writers && first.retention == other.retention
    }
}
