package import SyncCore

extension Charter {
    /// The register of processing that article 30 of the GDPR asks for, in Markdown.
    ///
    /// Its sections are the points (a) to (g) of article 30(1).
    ///
    /// - Parameter sent: what was really sent, which is then counted for each recipient; `nil` for a
    ///   charter of no office.
    package func register(_ language: Language, sent: SentRegisters? = nil) -> String {
        let register = Register(charter: self, language: language, sent: sent)
        return register.lines().joined(separator: "\n") + "\n"
    }
}

/// One run of `register`.
private struct Register {
    let charter: Charter
    let language: Language
    let sent: SentRegisters?

    func lines() -> [String] {
        head() + purposes() + data() + recipients() + transfers() + retention() + security()
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

    private func labels(_ names: [Code], in declared: [some Labelled]) -> String {
        names.compactMap { declared.named($0)?.label.in(language) }.joined(separator: ", ")
    }

    private func head() -> [String] {
        [
            "# " + say("Registre des activités de traitement", "Register of processing"), "",
            say(
                "Article 30 du RGPD. Tiré de la charte « \(charter.name) », \(charter.edition.fr) :"
                    + " les programmes l'appliquent à la lettre.",
                "Article 30 of the GDPR. Drawn from the charter \"\(charter.name)\","
                    + " \(charter.edition.en): the programs obey it to the letter."),
            "", "**\(text(charter.label))**",
        ] + heading("a) Responsable du traitement", "(a) Controller") + [text(charter.controller)]
    }

    private func purposes() -> [String] {
        var table = MarkdownTable([
            say("Finalité", "Purpose"), say("Base légale", "Legal basis"),
            say("Rubriques", "Fields"),
        ])
        for purpose in charter.purposes {
            let count = charter.types.reduce(0) { count, type in
                count + type.fields.count { $0.purpose == purpose.name }
            }
            table.add([purpose.label.in(language), purpose.basis.in(language), "\(count)"])
        }
        return heading("b) Finalités", "(b) Purposes") + table.lines
    }

    private func data() -> [String] {
        let persons = charter.types.filter { $0.subject == .person }.map { text($0.label) }
        let lines =
            heading("c) Personnes et données", "(c) Data subjects and data") + [
                say("Personnes concernées : ", "Data subjects: ")
                    + persons.joined(separator: ", ") + "."
            ]
        return lines + charter.types.flatMap(data)
    }

    private func data(of type: RecordType) -> [String] {
        var table = MarkdownTable([
            say("Rubrique", "Field"), say("Nature", "Kind"), say("Finalité", "Purpose"),
            say("Lisent", "Read by"), say("Écrivent", "Written by"), say("Ce qui part", "Leaves"),
        ])
        for field in type.fields {
            table.add([
                field.label.in(language), field.type.words(unit: field.unit).in(language),
                labels([field.purpose], in: charter.purposes),
                labels(field.readers, in: charter.roles),
                labels(field.writers, in: charter.roles),
                field.leaves?.words.in(language) ?? say("rien", "nothing"),
            ])
        }
        return ["", "### \(text(type.label))", ""] + table.lines
    }

    private func recipients() -> [String] {
        var table = MarkdownTable([
            say("Destinataire", "Recipient"), say("Enregistrement", "Record"),
            say("Rubrique", "Field"), say("Sous la forme", "As"),
        ])
        for recipient in charter.recipients {
            for type in charter.types {
                for row in rows(of: type, for: recipient) {
                    table.add([recipient.label.in(language), type.label.in(language)] + row)
                }
            }
        }
        let nobody = say("Rien ne part du service.", "Nothing leaves the office.")
        return heading("d) Destinataires", "(d) Recipients")
            + (charter.recipients.isEmpty ? [nobody] : table.lines) + reallySent()
    }

    /// How many values left for each recipient, by the journal of disclosures.
    private func reallySent() -> [String] {
        guard let sent else { return [] }
        var table = MarkdownTable([
            say("Destinataire", "Recipient"), say("Valeurs parties d'ici", "Values sent from here"),
        ])
        for recipient in charter.recipients {
            let count = sent.count(for: recipient.name, by: charter)
            table.add([recipient.label.in(language), "\(count)"])
        }
        let title = say(
            "Ce qui est réellement parti, d'après le journal (sans les fiches effacées depuis) :",
            "What really left, by the journal (without records that were erased since):")
        return ["", title, ""] + table.lines
    }

    /// Each field of which something leaves for the recipient, and as what.
    private func rows(of type: RecordType, for recipient: Recipient) -> [[String]] {
        let left = charter.summarySchema.type(type.name)?.fields ?? []
        return zip(type.leavingFields, left).compactMap { field, left in
            guard let exit = field.exit, exit.recipients.contains(recipient.name) else {
                return nil
            }
            return [
                field.label.in(language),
                exit.rule.words.in(language) + " (\(left.valueWords.in(language)))",
            ]
        }
    }

    private func transfers() -> [String] {
        heading("e) Transferts hors de l'Union européenne", "(e) Transfers outside the EU")
            + [say("Aucun.", "None.")]
    }

    private func retention() -> [String] {
        var table = MarkdownTable([
            say("Enregistrement", "Record"), say("Rubriques", "Fields"), say("Durée", "Period"),
        ])
        for type in charter.types {
            var periods: [Retention] = []
            for field in type.fields where !periods.contains(field.retention) {
                periods.append(field.retention)
            }
            for period in periods {
                let fields = type.fields.filter { $0.retention == period }
                table.add([
                    type.label.in(language),
                    fields.count == type.fields.count
                        ? say("toutes", "all")
                        : fields.map { $0.label.in(language) }.joined(separator: ", "),
                    period.words(in: type).in(language),
                ])
            }
        }
        return heading("f) Délais d'effacement", "(f) Time limits for erasure") + table.lines
    }

    private func security() -> [String] {
        var table = MarkdownTable([say("Rôle", "Role"), say("Accès", "Access")])
        for role in charter.roles {
            table.add([role.label.in(language), role.words.in(language)])
        }
        return heading("g) Mesures de sécurité", "(g) Security measures")
            + (charter.security.isEmpty
                ? [say("Aucune n'est déclarée.", "None is declared.")]
                : charter.security.map { "- \(text($0))" })
            + [""] + table.lines
    }
}
