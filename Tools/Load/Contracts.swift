import Charter
import Simulation
import SyncCore

/// Contracts as offices enter them, made up from a seed.
struct Contracts {
    static let type = Code(literal: "contract")
    static let status = FieldName(text: "status")!

    /// What the bundled charter lets leave of some typical contracts.
    private let examples: [[FieldName: Value]]
    private static let statuses = ["draft", "signed", "sent", "validated", "expired"].map {
        Value.code(Code($0)!)
    }

    init(_ charter: Charter) throws {
        var generator = SeededGenerator(seed: 1)
        examples = try (0..<64).map { _ in
            try charter.clear(Self.contract(using: &generator)).values
        }
    }

    private static func contract(using generator: inout SeededGenerator) -> CaseRecord {
        let start = CivilDate(
            year: 2006, month: 1 + generator.below(9), day: 1 + generator.below(28))!
        func code(_ words: String...) -> Code { Code(words[generator.below(words.count)])! }
        return CaseRecord(
            type: type,
            values: [
                Code(literal: "kind"): .code(code("rmi", "cer", "ce")),
                Code(literal: "status"): .code(code("draft", "signed", "sent", "validated")),
                Code(literal: "decision"): .code(Code(literal: "validated")),
                Code(literal: "renewals"): .number(Int64(generator.below(4))),
                Code(literal: "sent"): .date(start),
                Code(literal: "start"): .date(start),
                Code(literal: "duration"): .number(Int64(1 + generator.below(18))),
                Code(literal: "themes"): .codes([code("housing", "employment", "health")]),
                Code(literal: "commune"): .code(code("93008", "93066", "75114", "38185")),
            ])
    }

    /// A new contract, every field written by one actor.
    func make(by actor: ActorID, _ n: inout UInt64, using generator: inout SeededGenerator)
        -> RecordState
    {
        var state = RecordState(type: Self.type)
        let values = examples[generator.below(examples.count)]
        for (field, value) in values.sorted(by: { $0.key < $1.key }) {
            n += 1
            state.write(value, to: field, dot: Dot(actor: actor, n: n), shown: state[field])
        }
        return state
    }

    /// A contract moves on: the field that people edit most.
    static func nextStatus(using generator: inout SeededGenerator) -> Value {
        statuses[generator.below(statuses.count)]
    }
}
