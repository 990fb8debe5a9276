import Charter
import SyncCore
import Testing

@Suite("The bundled charter")
struct InsertionCharterTests {
    private let charter = Charter.insertion()

    @Test("Exactly these registers leave an office, and nothing of any other type of record")
    func whatLeaves() {
        let registers = charter.summarySchema.types.map { type in
            (type.name.text, type.registers.map(\.text))
        }
        #expect(registers.map(\.0) == ["contract"])
        #expect(
            registers[0].1 == [
                "decision", "departement", "domains/access-to-rights", "domains/professional",
                "domains/social", "duration-class", "end-quarter", "kind", "renewals",
                "sent-quarter", "start-quarter", "status",
            ])
    }
}
