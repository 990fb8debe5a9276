import ArgumentParser
import Charter
import Console
import HubStore
import SyncCore

/// `secteur-hub conflicts`
struct ConflictsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: local(
            fr: "Montre les valeurs concurrentes qu'une personne doit départager.",
            en: "Show the concurrent values that a person must decide between."),
        discussion: local(
            fr: """
                Exemple :
                  secteur-hub conflicts --limit 20

                Chaque conflit se termine par la commande qui le règle ; son jeton --shown désigne \
                exactement ce que vous avez vu.
                """,
            en: """
                Example:
                  secteur-hub conflicts --limit 20

                Each conflict ends with the command that settles it; its --shown token stands for \
                exactly what you saw.
                """))

    @OptionGroup var folder: FolderOption

    @Option(
        help: ArgumentHelp(
            local(fr: "Nombre de fiches.", en: "How many records."),
            valueName: local(fr: "nombre", en: "count")))
    var limit: Int = 50

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Reprend où la page d'avant s'est arrêtée.",
                en: "Go on where the page before ended."),
            valueName: local(fr: "place", en: "place")))
    var after: String?

    @OptionGroup var output: JSONOption

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError(
                local(fr: "--limit va de 1 à 10000", en: "--limit is from 1 to 10000"))
        }
        guard after == nil || ConflictPlace(after!) != nil else {
            throw ValidationError(
                local(
                    fr: "--after prend ce que la page d'avant a affiché",
                    en: "--after takes what the page before printed"))
        }
    }

    func run() throws {
        try folder.run { hub in
            let page = try hub.conflicts(after: after.flatMap(ConflictPlace.init), limit: limit)
            if output.json {
                Output.json([
                    "conflicts": .array(page.conflicts.map(\.json)),
                    "next": JSON(page.next?.description),
                ])
                return
            }
            if page.conflicts.isEmpty {
                Output.line(local(fr: "Aucun conflit.", en: "No conflict."))
            }
            for conflict in page.conflicts { Output.line(conflict.text + "\n") }
            if let next = page.next {
                Output.line(
                    local(
                        fr: "La suite : secteur-hub conflicts --after \(next)",
                        en: "For more: secteur-hub conflicts --after \(next)"))
            }
        }
    }
}

extension HubConflict {
    private var register: FieldName { conflict.field }
    private var versions: [Version] { conflict.state.versions }

    /// The values side by side, and the command that settles it.
    var text: String {
        var table = Table([.init(""), .init(""), .init("")])
        for version in versions {
            table.add([
                "    " + code(of: version.value),
                field.describe(version.value, in: Console.language),
                local(fr: "écrit par ", en: "written by ")
                    + version.dot.actor.description.prefix(8),
            ])
        }
        let values = table.text(width: Terminal.columns()).split(separator: "\n")
        let offices = offices.map(\.name).joined(separator: ", ")
        let settling =
            field.editedAt == .bothSides
            ? "secteur-hub resolve \(conflict.record) \(register) --value … --shown \(shown)"
            : HubRefusal.fieldOfOffice.remedy.local
        return
            ([
                "\(type.label.local) \(conflict.record)  (\(offices))",
                "  \(field.label(of: register).local) (\(register))",
            ] + values.map(String.init) + ["  -> \(settling)"]).joined(separator: "\n")
    }

    private func code(of value: Value) -> String {
        switch value {
        case .withdrawn: "-"
        case .flag(let flag): flag ? "yes" : "no"
        case .number(let number): "\(number)"
        case .code(let code): code.text
        }
    }

    var json: JSON {
        [
            "record": .string(conflict.record.description), "type": .string(type.name.text),
            "field": .string(register.text),
            "label": .string(field.label(of: register).local),
            "settled_at": .string(field.editedAt == .bothSides ? "hub" : "office"),
            "values": .array(
                versions.map { version in
                    [
                        "value": version.value.json,
                        "label": .string(field.describe(version.value, in: Console.language)),
                        "actor": .string(version.dot.actor.description),
                        "n": .string(String(version.dot.n)),
                    ]
                }),
            "offices": .array(offices.map(\.json)),
            "shown": .string(shown.description),
        ]
    }
}
