package import SyncCore

extension Charter {
    /// The notice that a person is given when something is first asked of them (GDPR, article 13),
    /// in Markdown that reads well on paper.
    package func notice(_ language: Language) -> String {
        let notice = Notice(charter: self, language: language)
        return notice.lines().joined(separator: "\n") + "\n"
    }
}

/// One run of `notice`.
private struct Notice {
    let charter: Charter
    let language: Language

    func lines() -> [String] {
        head() + purposes() + data() + readers() + leaving() + rights()
    }

    private func say(_ fr: String, _ en: String) -> String {
        Phrase(fr: fr, en: en).in(language)
    }

    private func text(_ phrase: Phrase) -> String {
        MarkdownTable.escaped(phrase.in(language))
    }

    private func heading(_ fr: String, _ en: String) -> [String] {
        ["", "## " + say(fr, en), ""]
    }

    private var colon: String { say(" : ", ": ") }

    private func head() -> [String] {
        [
            "# " + say("Ce que nous notons de vous", "What we record of you"), "",
            say(
                "Information prévue à l'article 13 du RGPD. Charte « \(charter.name) », "
                    + charter.edition.fr + ".",
                "Information under article 13 of the GDPR. Charter \"\(charter.name)\", "
                    + charter.edition.en + "."),
            "", "**\(text(charter.label))**", "",
            say("Responsable : ", "Controller: ") + text(charter.controller) + ".",
        ]
    }

    /// Article 13(1)(c).
    private func purposes() -> [String] {
        heading("Pourquoi, et de quel droit", "Why, and by what law")
            + charter.purposes.map { "- \(text($0.label))\(colon)\(text($0.basis))." }
            + [
                "",
                say(
                    "Aucune décision n'est prise par un programme.",
                    "No decision is taken by a program."),
            ]
    }

    /// Articles 13(2)(a) and (e): what, how long, and whether it must be given.
    private func data() -> [String] {
        heading("Ce qui est noté, et combien de temps", "What is recorded, and how long")
            + charter.types.flatMap(data)
            + [
                "",
                say(
                    "Ce qui est marqué * est nécessaire pour ouvrir un dossier à votre nom ; le"
                        + " reste ne l'est pas. Passé ces délais, tout est effacé.",
                    "What is marked * is needed to open a case file in your name; the rest isn't."
                        + " After these periods all is erased."),
            ]
    }

    private func data(of type: RecordType) -> [String] {
        var periods: [Retention] = []
        for field in type.fields where !periods.contains(field.retention) {
            periods.append(field.retention)
        }
        return periods.map { period in
            let fields = type.fields.filter { $0.retention == period }
                .map { text($0.label) + ($0.required ? "\\*" : "") }.joined(separator: ", ")
            return "- **\(text(type.label))**, "
                + say("gardé ", "kept ") + text(period.words(in: type)) + colon + fields + "."
        }
    }

    private func readers() -> [String] {
        let names = Set(charter.types.flatMap(\.fields).flatMap(\.readers))
        let roles = charter.roles.filter { names.contains($0.name) && $0.side == .office }
        return heading("Qui peut le lire", "Who may read it") + [
            say(
                "Au service, chacun seulement les rubriques de son rôle : ",
                "In the office, each only the fields of their role: ")
                + roles.map { text($0.label) }.joined(separator: ", ") + "."
        ]
    }

    /// Article 13(1)(e) and (f).
    private func leaving() -> [String] {
        let lines = charter.recipients.flatMap { recipient -> [String] in
            let rows = charter.types.flatMap { self.rows(of: $0, for: recipient) }
            return rows.isEmpty ? [] : ["", "**\(text(recipient.label))**", ""] + rows
        }
        let nothing = say("Rien ne part du service.", "Nothing leaves the office.")
        let rest = say(
            "Rien d'autre ne part : ni nom, ni adresse, ni numéro, ni note, ni qui vous suit."
                + " Rien ne sort de l'Union européenne.",
            "Nothing else leaves: no name, address or number, no note, nor who follows you."
                + " Nothing leaves the European Union.")
        return heading(
            "Ce qui part du service, et pour qui", "What leaves the office, and for whom")
            + (lines.isEmpty ? [nothing] : lines.dropFirst() + ["", rest])
    }

    private func rows(of type: RecordType, for recipient: Recipient) -> [String] {
        type.leavingFields.compactMap { field in
            guard let exit = field.exit, exit.recipients.contains(recipient.name) else {
                return nil
            }
            return "- \(text(type.label)), \(text(field.label))\(colon)"
                + MarkdownTable.escaped(exit.rule.words.in(language))
        }
    }

    private func rights() -> [String] {
        heading("Vos droits", "Your rights")
            + [say("Vous pouvez :", "You may ask:"), ""] + PersonRights.lines(language)
    }
}
