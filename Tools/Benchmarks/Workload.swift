import Charter
import Simulation
import SyncCore

/// Contracts as an office enters them, made up from a seed: the same for each store that is measured,
/// ours and others'. What leaves of each is 12 registers of the bundled charter.
///
/// The contract at a place, and each of its edits, are functions of the seed and the place alone, so
/// that two programs agree on them without a file between them.
struct Workload: Sendable {
    let charter: Charter
    /// How many contracts there are.
    let records: Int
    private let seed: UInt64

    init(charter: Charter, records: Int, seed: UInt64 = 1) {
        self.charter = charter
        self.records = records
        self.seed = seed
    }

    static let type = Code(literal: "contract")
    private static let kinds = codes("rmi", "cer", "ce")
    private static let statuses = codes("draft", "signed", "sent", "validated", "expired")
    private static let themes = codes("housing", "employment", "training", "health", "mobility")
    private static let communes = codes("93008", "93066", "75114", "38185", "59350")

    static func codes(_ words: StaticString...) -> [Code] { words.map(Code.init(literal:)) }

    /// The registers of a contract, in the charter's order.
    var registers: [FieldName] { charter.summarySchema.type(Self.type)!.registers }

    /// What is at a place: `0..<records`.
    func entry(at place: Int) throws -> (id: RecordID, cleared: ClearedRecord) {
        var generator = generator(at: place, salt: 0)
        let id = RecordID(using: &generator)
        return (id, try charter.clear(contract(using: &generator)))
    }

    /// The same as values of a table.
    func row(at place: Int) throws -> PlainRow {
        let (id, cleared) = try entry(at: place)
        return PlainRow(id: id, cleared: cleared, registers: registers)
    }

    private func contract(using generator: inout SeededGenerator) -> CaseRecord {
        let month = 1 + generator.below(9)
        let start = CivilDate(year: 2006, month: month, day: 1 + generator.below(28))!
        let end = CivilDate(year: 2006 + month / 7, month: 1 + (month + 5) % 12, day: 15)!
        func pick(_ codes: [Code]) -> Code { codes[generator.below(codes.count)] }
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

    /// A stream of chance for one place. The salt tells streams of one place apart.
    func generator(at place: Int, salt: UInt64) -> SeededGenerator {
        var mixer = SeededGenerator(seed: seed &* 0x5851_f42d_4c95_7f2d &+ UInt64(place))
        return SeededGenerator(seed: mixer.next() ^ salt)
    }
}
