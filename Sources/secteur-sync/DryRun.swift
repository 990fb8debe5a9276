import Charter
import Console
import SummaryStore
import SyncCore

/// What would leave, in words, field by field: exactly what the next sync would send.
struct DryRun {
    let store: SummaryStore
    let words: Words

    private var language: Language { words.language }

    // MARK: In words

    /// Prints all of it. Sends nothing and writes nothing.
    func print(to line: (String) -> Void) throws {
        let schema = store.charter.summarySchema
        let erasures = try store.pendingErasures()
        let status = try store.status()
        line(title(records: status.waiting, erasures: erasures.count))
        try store.pending { id, fields in
            line("")
            line(heading(id, schema.type(fields.type), fields.type))
            for field in Self.fields(of: fields, schema) {
                line("  \(field.label.in(language))\(colon) \(spoken(field))")
            }
        }
        if !erasures.isEmpty {
            line("")
            line(
                Phrase(fr: "À effacer au hub :", en: "To be erased at the hub:").in(language))
            for id in erasures { line("  \(id)") }
        }
        line("")
        line(besides)
    }

    private func title(records: Int, erasures: Int) -> String {
        if records + erasures == 0 {
            return Phrase(
                fr: "Rien ne partirait. Rien n'a été envoyé.",
                en: "Nothing would leave. Nothing was sent."
            ).in(language)
        }
        let fiches = words.count(
            records, Phrase(fr: "fiche", en: "record"), Phrase(fr: "fiches", en: "records"))
        let erased = words.count(
            erasures, Phrase(fr: "effacement", en: "erasure"),
            Phrase(fr: "effacements", en: "erasures"))
        return Phrase(
            fr: "Partiraient : \(fiches), \(erased). Rien n'a été envoyé.",
            en: "Would leave: \(fiches), \(erased). Nothing was sent."
        ).in(language)
    }

    private func heading(_ id: RecordID, _ type: SummaryType?, _ name: Code) -> String {
        "\(type?.label.in(language) ?? name.text) \(id)"
    }

    private func spoken(_ field: LeavingField) -> String {
        let values = field.values.map { field.spoken($0, in: language) }
        guard values.count > 1 else { return values.first ?? "" }
        let concurrent = Phrase(fr: "valeurs concurrentes", en: "concurrent values")
        return values.joined(separator: " / ") + " (\(concurrent.in(language)))"
    }

    /// What goes along and isn't a field.
    private var besides: String {
        Phrase(
            fr: """
                Avec cela partent seulement des nombres qui ne désignent personne : \
                l'identifiant aléatoire de chaque fiche, les compteurs de ses modifications, \
                l'empreinte de la charte, la position de ce bureau dans son fil, et ce à quoi le hub \
                reconnaît le bureau : son certificat ou, sans TLS, son secret.
                """,
            en: """
                Besides, only numbers leave that name nobody: each record's random identifier, the \
                counters of its changes, the charter's digest, this office's place in its feed, and \
                what the hub knows the office by: its certificate or, without TLS, its secret.
                """
        ).in(language)
    }

    private var colon: String { language == .fr ? " :" : ":" }

    // MARK: As JSON

    /// The object of `--dry-run --json`.
    func json() throws -> JSON {
        let schema = store.charter.summarySchema
        var records: [JSON] = []
        try store.pending { id, fields in
            records.append([
                "id": .string("\(id)"), "type": .string(fields.type.text),
                "fields": .array(Self.fields(of: fields, schema).map { $0.json(in: language) }),
            ])
        }
        let erasures = try store.pendingErasures().map { JSON.string("\($0)") }
        return ["dry_run": true, "records": .array(records), "erasures": .array(erasures)]
    }

    // MARK: Fields

    /// The fields of what would leave, in the order of the charter; what the charter doesn't know
    /// comes last, by name.
    static func fields(of record: PackedRecord, _ schema: SummarySchema) -> [LeavingField] {
        var values: [FieldName: [Value]] = [:]
        for (name, value) in record.contents { values[name, default: []].append(value) }
        var fields: [LeavingField] = []
        for field in schema.type(record.type)?.fields ?? [] {
            for name in field.registers {
                guard let said = values.removeValue(forKey: name) else { continue }
                fields.append(LeavingField(name: name, field: field, values: said))
            }
        }
        for (name, said) in values.sorted(by: { $0.key < $1.key }) {
            fields.append(LeavingField(name: name, field: nil, values: said))
        }
        return fields
    }
}

/// A register with its values, and what the charter says of it.
struct LeavingField {
    let name: FieldName
    /// `nil` when the charter doesn't know it: the hub would refuse it.
    let field: SummaryField?
    /// More than one when they are concurrent.
    let values: [Value]

    var label: Phrase { field?.label(of: name) ?? Phrase(fr: name.text, en: name.text) }

    func spoken(_ value: Value, in language: Language) -> String {
        if let field { return field.describe(value, in: language) }
        return switch value {
        case .withdrawn: Phrase(fr: "retiré", en: "withdrawn").in(language)
        case .flag(let flag): flag ? "true" : "false"
        case .number(let number): "\(number)"
        case .code(let code): code.text
        }
    }

    func json(in language: Language) -> JSON {
        [
            "field": .string(name.text), "label": .string(label.in(language)),
            "values": .array(values.map { .string(spoken($0, in: language)) }),
        ]
    }
}
