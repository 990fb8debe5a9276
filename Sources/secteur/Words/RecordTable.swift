import Charter
import Console
import Desk

/// Several records of one type, a line each, by their short fields.
struct RecordTable {
    private var table: Table

    /// As many columns as a terminal has room for.
    private static let columnLimit = 5

    init(_ records: some Sequence<RecordView>, of type: RecordType, person: Bool = false) {
        let fields = Self.columns(of: type)
        let owner = person ? [Table.Column(local(fr: "personne", en: "person"))] : []
        table = Table(
            [.init("id")] + owner + fields.map { .init($0.label.local, shrinks: true) })
        for record in records {
            let cells = fields.map { field in
                if record.undecided[field.name] != nil {
                    return local(fr: "[à décider]", en: "[undecided]")
                }
                return record.values[field.name].map { field.words(for: $0) } ?? "-"
            }
            table.add([record.id.short] + (person ? [record.person?.short ?? "-"] : []) + cells)
        }
    }

    var text: String { table.text(width: Terminal.columns()) }

    /// Codes and dates first: they tell records apart, and tell nothing of the person's life.
    private static func columns(of type: RecordType) -> [Field] {
        let short = type.fields.filter { field in
            switch field.type {
            case .code, .date, .integer, .flag: true
            case .text, .note, .name, .identifier, .birthDate, .codes, .commune: false
            }
        }
        return Array(short.prefix(columnLimit))
    }
}
