import Charter
import Console
import Desk
import SyncCore

/// Several records of one type, a line each, by their short fields.
struct RecordTable {
    private var table: Table

    /// As many columns as a terminal has room for.
    private static let columnLimit = 5

    /// - Parameter person: whether the records are of several persons: then each line names its
    ///   folder, and holds no words of anybody.
    init(_ records: [RecordView], of type: RecordType, person: Bool = false) {
        let fields = Self.columns(of: type, in: records, words: !person)
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

    /// The first fields that some record holds, of those that are short: codes and dates tell
    /// records apart, and little of anybody's life.
    private static func columns(
        of type: RecordType, in records: [RecordView], words: Bool
    ) -> [Field] {
        let short = type.fields.filter { field in
            guard records.contains(where: { $0.holds(field.name) }) else { return false }
            return switch field.type {
            case .code, .date, .integer, .flag: true
            case .text: words
            case .note, .name, .identifier, .birthDate, .codes, .commune: false
            }
        }
        return Array(short.prefix(columnLimit))
    }
}

extension RecordView {
    fileprivate func holds(_ name: Code) -> Bool {
        values[name] != nil || undecided[name] != nil
    }
}
