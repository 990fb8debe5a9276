import Charter
import SyncCore
import Testing

/// `digests.json`: what an office and the hub compare instead of the data.
@Suite struct DigestVectorTests {
    @Test func digestsAreAsTheVectorsSay() throws {
        let file = VectorFile(name: "digests.json")
        try file.expect(
            "The digest of a part of a store, and of a charter; the checks of a request.",
            [try empty(), try two(), try charter(), checks()])
    }

    private func empty() throws -> JSONText {
        part("empty", "A part that holds no record.", [])
    }

    private func two() throws -> JSONText {
        let status = FieldState(
            Samples.version(Samples.dot(Samples.officeA, 1), Samples.code("draft")))
        return part(
            "two-records", "Two records, in ascending order of their identifiers.",
            [
                (Samples.recordID(0x01), PackedRecord(Samples.contract(["status": status]))),
                (Samples.recordID(0x02), PackedRecord(Samples.contract([:]))),
            ])
    }

    private func part(
        _ name: String, _ meaning: String, _ records: [(RecordID, PackedRecord)]
    ) -> JSONText {
        var digest = PartDigest(sha256: Samples.sha256)
        for (id, record) in records { digest.add(id, packed: record.bytes) }
        return .object([
            ("name", .text(name)), ("meaning", .text(meaning)), ("kind", .text("part")),
            (
                "records",
                .list(
                    records.map {
                        .object([
                            ("id", .text($0.description)), ("cbor", .text(Hex.text($1.bytes))),
                        ])
                    })
            ),
            ("sha256", .text(Hex.text(digest.bytes))),
        ])
    }

    private func checks() -> JSONText {
        let records = (1...UInt64(ExchangeLimits.partsPerCheck + 1)).map {
            PackedRecord(
                Samples.contract([
                    "renewals": FieldState(
                        Samples.version(Samples.dot(Samples.officeA, $0), .number(1)))
                ]))
        }
        let digests = records.map { StateDigest(of: $0, by: Samples.sha256) }
        let checks = [digests.prefix(ExchangeLimits.partsPerCheck), digests.suffix(1)].map {
            StateDigest(over: $0, by: Samples.sha256)
        }
        return .object([
            ("name", .text("checks")),
            ("meaning", .text("33 records: a check is over 32 of them, another over the last.")),
            ("kind", .text("check")),
            ("records", .list(records.map { .text(Hex.text($0.bytes)) })),
            (
                "checks",
                .list(checks.map { .text(Hex.text($0.bits.bigEndianBytes)) })
            ),
        ])
    }

    private func charter() throws -> JSONText {
        let text = try VectorFile(name: "charter.yaml").read()
        let charter = try Charter.parse(text, file: "charter.yaml")
        // A hash that hashes nothing gives what is hashed.
        let hashed = charter.digest { $0 }
        return .object(
            [
                ("name", .text("charter")),
                ("meaning", .text("What charter.yaml lets leave: name, version and schema.")),
                ("kind", .text("charter")),
            ] + (try JSONText.cbor(hashed)) + [
                ("sha256", .text(Hex.text(charter.digest(Samples.sha256))))
            ])
    }
}
