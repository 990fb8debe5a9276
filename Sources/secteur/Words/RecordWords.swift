import Charter
import Console
import Desk
import SyncCore

/// One record in words or as JSON.
struct RecordWords {
    let record: RecordView
    let schema: SummarySchema

    init(_ record: RecordView, in desk: Desk) {
        self.record = record
        schema = desk.charter.summarySchema
    }

    // MARK: In words

    /// Its type and identifier, its fields, and what the hub can know of it.
    var text: String {
        var lines = ["\(record.type.label.local)  \(record.id.short)"]
        lines += Self.columns(fields)
        if record.person == nil {
            lines.append(
                local(
                    fr: "  Son dossier est tenu par un autre bureau.",
                    en: "  Its case file is kept by another office."))
        }
        if !record.withheld.isEmpty {
            let labels = record.type.fields.filter { record.withheld.contains($0.name) }
                .map(\.label.local).joined(separator: ", ")
            lines.append(
                local(
                    fr: "  Votre compte ne lit pas : \(labels)",
                    en: "  Your account doesn't read: \(labels)"))
        }
        if !leaving.isEmpty {
            lines += [
                "", local(fr: "Ce que le hub peut en savoir :", en: "What the hub can know:"),
            ]
            lines += Self.columns(leaving)
        }
        return lines.joined(separator: "\n")
    }

    /// Labels with their values, in the order of the charter.
    private var fields: [(String, String)] {
        record.type.fields.compactMap { field in
            if let state = record.undecided[field.name] {
                return (field.label.local, undecided(state, of: field))
            }
            return record.values[field.name].map { (field.label.local, field.words(for: $0)) }
        }
    }

    private func undecided(_ state: FieldState, of field: Field) -> String {
        let summary = schema.type(record.type.name)?.field(field.exit?.name ?? field.name)
        let values = state.versions.map {
            summary?.describe($0.value, in: Console.language) ?? $0.value.argument
        }
        let mark = local(fr: "à décider : secteur conflicts", en: "undecided: secteur conflicts")
        return values.joined(separator: " / ") + "  [\(mark)]"
    }

    /// What the summary says; of a set the codes that it holds.
    private var leaving: [(String, String)] {
        guard let summary = record.summary, let type = schema.type(summary.type) else { return [] }
        return type.fields.compactMap { field in
            SummaryWords(field: field, state: summary).text.map { (field.label.local, $0) }
        }
    }

    /// Two columns, the second with its further lines below itself.
    static func columns(_ rows: [(String, String)]) -> [String] {
        let width = rows.map(\.0.displayWidth).max() ?? 0
        let margin = String(repeating: " ", count: width + 4)
        return rows.map { label, value in
            let padding = String(repeating: " ", count: width - label.displayWidth)
            let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
            return "  \(label)\(padding)  " + lines.joined(separator: "\n" + margin)
        }
    }

    // MARK: As JSON

    var json: JSON {
        var members: [JSON.Member] = [
            .init("id", .string(record.id.description)),
            .init("type", .string(record.type.name.text)),
            .init("person", JSON(record.person?.description)),
            .init(
                "fields",
                .object(
                    record.type.fields.compactMap { field in
                        record.values[field.name].map { .init(field.name.text, $0.json) }
                    })),
        ]
        if !record.undecided.isEmpty {
            members.append(
                .init(
                    "undecided", .array(record.undecided.keys.sorted().map { .string($0.text) })))
        }
        if !record.withheld.isEmpty {
            members.append(.init("withheld", .array(record.withheld.map { .string($0.text) })))
        }
        if let summary = record.summary {
            members.append(.init("summary", summary.json))
        }
        return .object(members)
    }
}

extension RecordState {
    /// Each register with its live values.
    var json: JSON {
        .object(
            fields.keys.sorted().map { name in
                let values = self[name].versions.map(\.value.json)
                return .init(name.text, values.count == 1 ? values[0] : .array(values))
            })
    }
}
