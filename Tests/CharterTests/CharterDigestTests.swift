import Charter
import SyncCore
import Testing

@Suite("The charter's digest")
struct CharterDigestTests {
    /// Not a hash: the bytes themselves, so that a test sees what goes into it.
    private let asIs: SHA256Function = { $0 }

    private func digest(_ old: String, _ new: String) throws -> [UInt8] {
        let text = try Golden.text("workshop.yaml")
        #expect(text.contains(old))
        let charter = try Charter.parse(text.replacing(old, with: new), file: "changed.yaml")
        return charter.digest(asIs)
    }

    @Test("Labels, purposes and what stays don't count")
    func labelsDontCount() throws {
        let digest = try Golden.workshop().digest(asIs)
        #expect(try self.digest("fr: \"Niveau\"", "fr: \"Degré\"") == digest)
        #expect(try self.digest("maximum: 20", "maximum: 30") == digest)
        #expect(try self.digest("keep: 6m after held", "keep: 1y after held") == digest)
    }

    @Test(
        "The version and all that leaves count",
        arguments: [
            ("version: 3", "version: 4"), ("charter: workshop", "charter: workshops"),
            ("range: [0, 40]", "range: [0, 41]"), ("merge: lowest", "merge: highest"),
            ("as: area", "as: department"), ("leaves: month", "leaves: quarter"),
            ("[30, 60, 61]", "[30, 61]"), ("write: [host, clerk]", "write: [host]"),
            ("      high:", "      top:"), ("  session:", "  meeting:"),
        ])
    func whatLeavesCounts(old: String, new: String) throws {
        #expect(try digest(old, new) != Golden.workshop().digest(asIs))
    }

    @Test("It is deterministic CBOR of name, version and types")
    func form() throws {
        var reader = CBORReader(try Golden.workshop().digest(asIs))
        try reader.beginArray(exactly: 3)
        #expect(try reader.readCode() == "workshop")
        #expect(try reader.readUnsigned() == 3)
        #expect(try reader.beginArray(upTo: 9) == 1)
        try reader.beginArray(exactly: 2)
        #expect(try reader.readCode() == "session")
        #expect(try reader.beginArray(upTo: 99) == 11)
    }
}
