import SyncCore
import Testing

@testable import HubStore

@Suite("A record's audience as text")
struct AudienceTests {
    @Test func isReadAsItWasWritten() throws {
        var audience = Audience()
        #expect(Audience(text: "".utf8) == audience)
        #expect(audience.list(for: OfficeNumber(12), at: 7) == nil)
        #expect(audience.list(for: OfficeNumber(3), at: Int64.max) == nil)
        #expect(audience.list(for: OfficeNumber(12), at: 9) == 7)
        #expect(audience.text == "3:9223372036854775807 12:9")
        #expect(Audience(text: audience.text.utf8) == audience)
        #expect(audience.offices == [OfficeNumber(3), OfficeNumber(12)])
        #expect(audience.contains(OfficeNumber(3)) && !audience.contains(OfficeNumber(4)))
    }

    @Test(arguments: [
        " ", "1", "1:", ":1", "1:2 ", "1:2  3:4", "1:2:3", "1 2", "2:1 1:1", "1:1 1:2", "-1:2",
        "1:2x", "1:9223372036854775808",
    ])
    func refusesAnythingElse(text: String) {
        #expect(Audience(text: text.utf8) == nil)
    }
}
