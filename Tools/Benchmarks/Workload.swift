import Charter
import Simulation
import SyncCore

/// Contracts as an office enters them, made up from a seed: the same for each store that is measured.
///
/// What leaves of each is 12 registers of the bundled charter.
struct Workload {
    let charter: Charter
    private var generator: SeededGenerator

    init(charter: Charter, seed: UInt64 = 1) {
        self.charter = charter
        generator = SeededGenerator(seed: seed)
    }

    static let type = Code(literal: "contract")
    private static let kinds = codes("rmi", "cer", "ce")
    private static let statuses = codes("draft", "signed", "sent", "validated", "expired")
    private static let themes = codes("housing", "employment", "training", "health", "mobility")
    private static let communes = codes("93008", "93066", "75114", "38185", "59350")

    private static func codes(_ words: StaticString...) -> [Code] { words.map(Code.init(literal:)) }

    mutating func id() -> RecordID { RecordID(using: &generator) }

    mutating func contract() -> CaseRecord {
        let month = 1 + generator.below(9)
        let start = CivilDate(year: 2006, month: month, day: 1 + generator.below(28))!
        let end = CivilDate(year: 2006 + month / 7, month: 1 + (month + 5) % 12, day: 15)!
        return CaseRecord(
            type: Self.type,
            values: [
                Code(literal: "kind"): .code(pick(Self.kinds)),
                Code(literal: "status"): .code(pick(Self.statuses)),
                Code(literal: "decision"): .code(Code(literal: "validated")),
                Code(literal: "renewals"): .number(Int64(generator.below(4))),
                Code(literal: "sent"): .date(start),
                Code(literal: "start"): .date(start),
                Code(literal: "end"): .date(end),
                Code(literal: "duration"): .number(Int64(1 + generator.below(18))),
                Code(literal: "themes"): .codes(Set((0...2).map { _ in pick(Self.themes) })),
                Code(literal: "commune"): .code(pick(Self.communes)),
            ])
    }

    /// A new state for a contract's status: the single field that edits change.
    mutating func edit(otherThan status: Value) throws -> ClearedRecord {
        let choices = Self.statuses.filter { .code($0) != status }
        let record = CaseRecord(
            type: Self.type, values: [Code(literal: "status"): .code(pick(choices))])
        return try charter.clear(record)
    }

    private mutating func pick(_ codes: [Code]) -> Code { codes[generator.below(codes.count)] }
}

/// A record as a row of plain SQLite, and as a line of CSV: its identifier and 12 values.
struct PlainRow {
    let id: RecordID
    let values: [Value]

    init(id: RecordID, cleared: ClearedRecord, registers: [FieldName]) {
        self.id = id
        values = registers.map { cleared.values[$0] ?? .withdrawn }
    }

    var csv: String {
        let cells = values.map { value in
            switch value {
            case .withdrawn: ""
            case .flag(let flag): flag ? "1" : "0"
            case .number(let number): "\(number)"
            case .code(let code): code.text
            }
        }
        return ([id.description] + cells).joined(separator: ",") + "\n"
    }
}
