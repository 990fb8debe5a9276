import Simulation
import SyncCore
import Testing

/// States as offices really come by them: a few copies of one record that write, and join each
/// other's states now and then.
struct RandomStates {
    var generator: SeededGenerator
    static let type = Code(literal: "contract")
    static let fields = ["status", "kind", "themes/housing", "themes/health"].map {
        FieldName(text: $0)!
    }

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// `count` states of one record.
    mutating func record(copies count: Int, steps: Int = 24) -> [RecordState] {
        var copies = [RecordState](repeating: RecordState(type: Self.type), count: count)
        let actors = (0..<count).map { _ in ActorID(using: &generator) }
        var lastDots = [UInt64](repeating: generator.next() % 1000, count: count)
        for _ in 0..<steps {
            let copy = generator.below(count)
            if generator.fraction() < 0.3 {
                copies[copy] = copies[copy].joined(with: copies[generator.below(count)])
            } else {
                let field = Self.fields[generator.below(Self.fields.count)]
                lastDots[copy] += 1
                let dot = Dot(actor: actors[copy], n: lastDots[copy])
                copies[copy].write(value(), to: field, dot: dot, shown: copies[copy][field])
            }
        }
        return copies
    }

    mutating func value() -> Value {
        switch generator.below(5) {
        case 0: .withdrawn
        case 1: .flag(Bool.random(using: &generator))
        case 2: .number(Int64(truncatingIfNeeded: generator.next()) >> generator.below(63))
        default: .code(Code(["draft", "signed", "sent", "validated"][generator.below(4)])!)
        }
    }
}

/// Seeds for property tests: fresh at each run, and in the test's name when one fails. Set
/// `SECTEUR_SEED` to replay one.
let seeds: [UInt64] = {
    if let seed = environmentSeed() { return [seed] }
    var system = SystemRandomNumberGenerator()
    return (0..<200).map { _ in system.next() >> 32 }
}()
