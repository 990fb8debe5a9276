import SyncCore
import Testing

/// `invalid.json`: bytes that must be refused, with the code and the place.
@Suite struct InvalidVectorTests {
    private static let vectors = InvalidRecords.all + InvalidColumns.all + InvalidMessages.all

    @Test func invalidBytesAreRefusedAsTheVectorsSay() throws {
        let file = VectorFile(name: "invalid.json")
        try file.expect(
            "Bytes to be refused: what as, with which code, at which byte of the message.",
            try Self.vectors.map { vector in
                let refusal = try #require(vector.refusal, "\(vector.name) is taken")
                #expect(refusal.code == vector.code, "\(vector.name)")
                return .object([
                    ("name", .text(vector.name)), ("meaning", .text(vector.meaning)),
                    ("kind", .text(vector.kind.rawValue)),
                    ("code", .text(refusal.code.rawValue)), ("offset", .number(refusal.offset)),
                    ("cbor", .text(Hex.text(vector.bytes))),
                ])
            })
    }

    @Test func everyCodeHasItsVector() {
        #expect(Set(Self.vectors.map(\.code)) == Set(WireError.Code.allCases))
    }

    @Test func namesAreUnique() {
        #expect(Set(Self.vectors.map(\.name)).count == Self.vectors.count)
    }
}
