import Simulation
import SyncCore

/// The office whose request the answers of the corpus belong to.
///
/// It has two dirty records and an erasure that no answer has confirmed. Identifiers are those of
/// `Protocol/vectors`.
enum FuzzOffice {
    static let beforeItsAnswer: MemoryOffice = {
        var chance = SeededGenerator(seed: 7)
        var office = MemoryOffice(number: OfficeNumber(1))
        let fields = ["status", "kind", "domains/social"].compactMap { FieldName(text: $0) }
        let values: [Value] = [.code(Code(literal: "signed")), .number(3), .flag(true), .withdrawn]
        for (index, id) in [1, 2].map(id).enumerated() {
            for (field, value) in zip(fields, values.dropFirst(index)) {
                _ = office.write(value, on: id, field, using: &chance)
            }
        }
        office.erase(id(0x0e))
        return office
    }()

    /// Sixteen times the same byte.
    static func id(_ byte: UInt8) -> RecordID {
        RecordID(bytes: [UInt8](repeating: byte, count: 16))!
    }
}
