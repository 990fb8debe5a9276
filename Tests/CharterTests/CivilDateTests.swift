import Charter
import Testing

@Suite("Days")
struct CivilDateTests {
    @Test("What is written is read back", arguments: ["2026-09-30", "2024-02-29", "1900-01-01"])
    func roundTrip(text: String) {
        #expect(CivilDate(text)?.description == text)
    }

    @Test(
        "What is no day is none",
        arguments: [
            "", "2026-9-30", "2026-09-31", "2025-02-29", "1900-02-29", "2026-00-10", "2026-13-01",
            "2026-01-00", "1849-12-31", "2200-01-01", "2026/09/30", "2026-09-30 ", "+026-09-30",
            "２０２６-09-30",
        ])
    func refused(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test("Days are ordered")
    func order() throws {
        let days = ["2026-09-30", "2026-10-01", "2027-01-01"].compactMap { CivilDate($0) }
        #expect(days == days.shuffled().sorted())
    }
}
