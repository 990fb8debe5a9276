import SyncCore
import Testing

/// What is not deterministic CBOR of the protocol's kinds is refused, and where is said.
@Suite struct CBORReaderTests {
    @Test(
        arguments: [
            // RFC 8949 appendix A.
            (UInt64(0), [0x00]), (1, [0x01]), (10, [0x0a]), (23, [0x17]), (24, [0x18, 0x18]),
            (25, [0x18, 0x19]), (100, [0x18, 0x64]), (1000, [0x19, 0x03, 0xe8]),
            (1_000_000, [0x1a, 0x00, 0x0f, 0x42, 0x40]),
            (1_000_000_000_000, [0x1b, 0x00, 0x00, 0x00, 0xe8, 0xd4, 0xa5, 0x10, 0x00]),
            (.max, [0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        ] as [(UInt64, [UInt8])])
    func unsignedIntegersOfTheStandard(value: UInt64, bytes: [UInt8]) throws {
        var writer = CBORWriter()
        writer.write(unsigned: value)
        #expect(writer.bytes == bytes)
        var reader = CBORReader(bytes)
        #expect(try reader.readUnsigned() == value)
        try reader.expectEnd()
    }

    @Test(arguments: [Int64.min, -1_000_000, -257, -256, -25, -24, -1, 0, 1, .max])
    func numbersComeBack(number: Int64) throws {
        var writer = CBORWriter()
        writer.write(number)
        var reader = CBORReader(writer.bytes)
        #expect(try reader.readValue() == .number(number))
    }

    @Test(
        arguments: [
            ([0x18, 0x17], .notCanonical), ([0x19, 0x00, 0xff], .notCanonical),
            ([0x1a, 0x00, 0x00, 0xff, 0xff], .notCanonical),
            ([0x1b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], .notCanonical),
            ([0x1c], .notCanonical), ([0x1f], .notCanonical), ([0x9f, 0xff], .notCanonical),
            ([0x18], .truncated), ([0x1b, 1, 2, 3], .truncated), ([], .truncated),
            ([0x20], .unexpectedItem), ([0x40], .unexpectedItem), ([0xc0, 0x00], .unexpectedItem),
            ([0xfb, 0, 0, 0, 0, 0, 0, 0, 0], .notCanonical),
        ] as [([UInt8], WireError.Code)])
    func otherHeadsAreRefused(bytes: [UInt8], code: WireError.Code) {
        var reader = CBORReader(bytes)
        #expect(throws: WireError(code, at: 0)) { try reader.readUnsigned() }
    }

    @Test func aClaimedLengthAllocatesNothing() {
        let claims: [[UInt8]] = [
            [0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0xbb, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ]
        for bytes in claims {
            var reader = CBORReader(bytes)
            #expect(throws: WireError.self) { try reader.readBytes(upTo: .max) }
            reader = CBORReader(bytes)
            #expect(throws: WireError.self) { try reader.beginArray(upTo: .max) }
            reader = CBORReader(bytes)
            #expect(throws: WireError.self) { try reader.beginMap(upTo: .max) }
        }
    }

    @Test(arguments: ["", " ", "two words", "é", "-x", "a\n", String(repeating: "a", count: 41)])
    func textThatIsNoCharterWordIsRefused(text: String) {
        var writer = CBORWriter()
        writer.write(text: text)
        var reader = CBORReader(writer.bytes)
        #expect(throws: WireError.self) { try reader.readValue() }
    }
}
