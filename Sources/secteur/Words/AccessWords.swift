import Charter
import Console
import Desk
import DossierStore
import SummaryStore
import SyncCore

/// All that is held of a person, for that person: in plain words that read well on paper, or as
/// JSON.
struct AccessWords {
    let access: PersonAccess
    let charter: Charter
    let office: String?
    let today: CivilDate

    // MARK: In words

    var text: String {
        (head + access.records.flatMap(held) + left + read + rights).joined(separator: "\n") + "\n"
    }

    private func heading(_ fr: String, _ en: String) -> [String] {
        ["", "## " + local(fr: fr, en: en), ""]
    }

    private var colon: String { local(fr: " : ", en: ": ") }

    private var head: [String] {
        var lines = [
            "# " + local(fr: "Ce qui est gardé de vous", en: "What is held of you"), "",
            local(
                fr: "Réponse prévue à l'article 15 du RGPD, le \(today.words).",
                en: "Answer under article 15 of the GDPR, \(today.words)."), "",
            "- " + local(fr: "Responsable", en: "Controller") + colon + charter.controller.local,
        ]
        if let office { lines.append("- " + local(fr: "Service", en: "Office") + colon + office) }
        lines.append(
            "- " + local(fr: "Référence du dossier", en: "Reference of the case file") + colon
                + access.person.short)
        if let day = access.lastContact {
            lines.append(
                "- " + local(fr: "Dernier contact", en: "Last contact") + colon + day.words)
        }
        if let freeze = access.marks.freeze {
            lines.append(
                "- "
                    + local(
                        fr: "Dossier gelé depuis le \(freeze.since.words)",
                        en: "Case file frozen since \(freeze.since.words)")
                    + colon + freeze.reason.words.local)
        }
        if access.marks.isPaper {
            lines.append(
                "- "
                    + local(
                        fr: "Dossier papier : ni votre nom ni votre vie ne sont enregistrés.",
                        en: "Paper case file: neither your name nor your life is recorded."))
        }
        return lines
    }

    // MARK: What is held

    private func held(_ part: PersonAccess.Part) -> [String] {
        let type = part.view.type
        var title = "## \(type.label.local) (\(part.view.id.short))"
        if let day = part.history.created {
            title += local(fr: ", noté le \(day.words)", en: ", recorded \(day.words)")
        }
        let fields = type.fields.filter {
            part.view.values[$0.name] != nil || part.view.undecided[$0.name] != nil
        }
        guard !fields.isEmpty else {
            return [
                "", title, "", local(fr: "Rien n'y est noté.", en: "Nothing is recorded in it."),
            ]
        }
        var lines = ["", title]
        for group in groups(of: fields, part) {
            lines += ["", terms(of: group[0], part), ""]
            lines += group.map { "- \($0.label.local)\(colon)\(value(of: $0, part))" }
        }
        return lines + corrections(of: part)
    }

    /// Fields with the same purpose, readers, period and last day, in the order of the charter.
    private func groups(of fields: [Field], _ part: PersonAccess.Part) -> [[Field]] {
        fields.reduce(into: []) { groups, field in
            let index = groups.firstIndex { group in
                group[0].purpose == field.purpose && group[0].readers == field.readers
                    && group[0].retention == field.retention
                    && part.lastDays[group[0].name] == part.lastDays[field.name]
            }
            if let index { groups[index].append(field) } else { groups.append([field]) }
        }
    }

    private func terms(of field: Field, _ part: PersonAccess.Part) -> String {
        let purpose = charter.purposes.named(field.purpose)?.label.local ?? field.purpose.text
        let readers = field.readers.compactMap { charter.role($0)?.label.local }
            .joined(separator: ", ")
        let period = field.retention.words(in: part.view.type).local
        let until =
            part.lastDays[field.name].map {
                local(
                    fr: "gardé jusqu'au \($0.words) (\(period))",
                    en: "kept until \($0.words) (\(period))")
            } ?? local(fr: "gardé \(period)", en: "kept \(period)")
        return local(
            fr: "Pour : \(purpose). Peuvent le lire : \(readers). Délai : \(until).",
            en: "For: \(purpose). May be read by: \(readers). Period: \(until).")
    }

    /// Further lines of a text stand below its first.
    private func value(of field: Field, _ part: PersonAccess.Part) -> String {
        if let value = part.view.values[field.name] {
            return field.words(for: value).split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: "\n    ")
        }
        let summary = charter.summarySchema.type(part.view.type.name)?
            .field(field.exit?.name ?? field.name)
        let values = part.view.undecided[field.name]?.versions.map {
            summary?.describe($0.value, in: Console.language) ?? $0.value.argument
        }
        return (values ?? []).joined(separator: " / ")
    }

    private func corrections(of part: PersonAccess.Part) -> [String] {
        guard !part.history.corrections.isEmpty else { return [] }
        let listed = part.history.corrections.map { correction in
            let label = part.view.type.field(correction.field)?.label.local
            return "\(label ?? correction.field.text) (\(correction.day.words))"
        }
        return [
            "", local(fr: "Rectifié : ", en: "Rectified: ") + listed.joined(separator: ", ") + ".",
        ]
    }

    // MARK: What left

    private var left: [String] {
        let title = heading("Ce qui est parti du service", "What left the office")
        guard !access.disclosures.isEmpty else {
            return title + [local(fr: "Rien n'est parti.", en: "Nothing has left.")]
        }
        let words = DisclosureWords(schema: charter.summarySchema)
        let lines = access.disclosures.flatMap { disclosure in
            // Set off as it is: its columns line up.
            words.text(disclosure).split(separator: "\n").map { "    " + $0 }
        }
        return title + [
            local(fr: "Destinataires : ", en: "Recipients: ")
                + recipients.map(\.label.local).joined(separator: ", ") + ".", "",
        ] + lines
    }

    /// Those of what left.
    private var recipients: [Recipient] {
        let names = access.disclosures.reduce(into: Set<Code>()) { names, disclosure in
            guard case .fields(let state) = disclosure.content else { return }
            for field in charter.type(state.type)?.leavingFields ?? [] {
                let registers = field.exit?.rule.shape.registers(of: field.exit?.name ?? field.name)
                let hasLeft = registers?.contains { !state[$0].versions.isEmpty } ?? false
                if hasLeft { names.formUnion(field.exit?.recipients ?? []) }
            }
        }
        return charter.recipients.filter { names.contains($0.name) }
    }

    // MARK: Who read it

    private var read: [String] {
        let title = heading("Qui l'a lu", "Who read it")
        guard !access.readings.isEmpty else {
            return title + [
                local(
                    fr: "Personne, d'après le journal de ce bureau.",
                    en: "Nobody, by this office's journal.")
            ]
        }
        return title
            + access.readings.map { "- \(DisclosureWords.time($0.at))\(colon)\(labels($0.roles))" }
    }

    private func labels(_ roles: Set<Code>) -> String {
        roles.sorted().map { charter.role($0)?.label.local ?? $0.text }.joined(separator: ", ")
    }

    private var rights: [String] {
        heading("Vos droits", "Your rights")
            + [local(fr: "Vous pouvez :", en: "You may ask:"), ""]
            + PersonRights.lines(Console.language)
    }

    // MARK: As JSON

    var json: JSON {
        [
            "person": .string(access.person.description),
            "day": .string(today.description),
            "controller": .string(charter.controller.local), "office": JSON(office),
            "last_contact": JSON(access.lastContact?.description),
            "frozen": access.marks.freeze.map {
                ["reason": .string($0.reason.word), "since": .string($0.since.description)]
            } ?? .null,
            "paper": .bool(access.marks.isPaper),
            "records": .array(access.records.map(json)),
            "recipients": .array(recipients.map { .string($0.name.text) }),
            "disclosures": .array(
                access.disclosures.map(DisclosureWords(schema: charter.summarySchema).json)),
            "readings": .array(
                access.readings.map {
                    [
                        "at": .integer($0.at),
                        "roles": .array($0.roles.sorted().map { .string($0.text) }),
                    ]
                }),
        ]
    }

    private func json(_ part: PersonAccess.Part) -> JSON {
        let fields = part.view.type.fields.compactMap { field -> JSON.Member? in
            guard let value = part.view.values[field.name] else { return nil }
            return .init(
                field.name.text,
                [
                    "value": value.json, "purpose": .string(field.purpose.text),
                    "readers": .array(field.readers.map { .string($0.text) }),
                    "kept": .string(field.retention.description),
                    "until": JSON(part.lastDays[field.name]?.description),
                ])
        }
        return [
            "id": .string(part.view.id.description), "type": .string(part.view.type.name.text),
            "created": JSON(part.history.created?.description), "fields": .object(fields),
            "undecided": .array(part.view.undecided.keys.sorted().map { .string($0.text) }),
            "rectified": .array(
                part.history.corrections.map {
                    ["field": .string($0.field.text), "day": .string($0.day.description)]
                }),
        ]
    }
}
