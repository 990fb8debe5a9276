import Charter
import Console
import Desk
import SyncCore

/// A conflict in words: its values side by side, and the command that settles it.
struct ConflictWords {
    let conflict: Conflict
    let type: SummaryType
    let field: SummaryField
    /// What the office's own dossier says of a field that it keeps more exactly; `nil` for a field
    /// that lives in the shareable store alone.
    let dossier: (label: String, value: String)?

    init(_ conflict: Conflict, in desk: Desk) throws {
        guard let type = desk.charter.summarySchema.type(conflict.type),
            let field = type.field(of: conflict.field)
        else { throw DeskError.notInConflict(conflict.field) }
        self.conflict = conflict
        self.type = type
        self.field = field
        let record = try? desk.record(conflict.record)
        let kept = record?.type.fields.first {
            $0.home == .dossier && $0.exit?.name == conflict.field.field
        }
        dossier = kept.flatMap { kept in
            record?.values[kept.name].map { (kept.label.local, kept.words(for: $0)) }
        }
    }

    var shown: ShownToken { ShownToken(of: conflict.state) }

    /// A value as the field words it.
    func words(_ value: Value) -> String { field.describe(value, in: Console.language) }

    /// The record, the field, the values, and what the dossier says.
    var values: [String] {
        var table = Table([.init(""), .init("")])
        for version in conflict.state.versions {
            table.add(["    " + version.value.argument, words(version.value)])
        }
        var lines = [
            "\(type.label.local) \(conflict.record.short)",
            "  \(field.label(of: conflict.field).local) (\(conflict.field))",
        ]
        lines += table.text().split(separator: "\n").map(String.init).filter { !$0.isEmpty }
        if let dossier {
            lines.append(
                local(fr: "  Ce dossier dit : ", en: "  This case file says: ")
                    + "\(dossier.label) \(dossier.value)")
        }
        return lines
    }

    var text: String {
        let command =
            "secteur resolve \(conflict.record.short) \(conflict.field) --value … --shown \(shown)"
        return (values + ["  -> \(command)"]).joined(separator: "\n")
    }

    var json: JSON {
        [
            "record": .string(conflict.record.description), "type": .string(type.name.text),
            "field": .string(conflict.field.text),
            "label": .string(field.label(of: conflict.field).local),
            "values": .array(
                conflict.state.versions.map { version in
                    [
                        "value": version.value.json, "label": .string(words(version.value)),
                        "actor": .string(version.dot.actor.description),
                        "n": .string(String(version.dot.n)),
                    ]
                }),
            "dossier": JSON(dossier?.value), "shown": .string(shown.description),
        ]
    }
}
