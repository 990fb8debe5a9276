import Foundation
import SyncCore
import Testing

/// Each word that a program may say or take is in the specification.
@Suite struct SpecificationTests {
    /// A page of `Protocol/`.
    private func page(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Protocol/\(name)"), encoding: .utf8)
    }

    private func missing(_ words: [String], in name: String) throws -> [String] {
        let page = try page(name)
        return words.filter { !page.contains("`\($0)`") }
    }

    @Test func everyCodeOfADecoderIsSpecified() throws {
        let words = WireError.Code.allCases.map(\.rawValue)
        #expect(try missing(words, in: "encoding.md") == [])
    }

    @Test func everyRefusalOfAnExchangeIsSpecified() throws {
        let whole = ExchangeAnswer.Refusal.allCases.map(\.rawValue)
        let records = ExchangeAnswer.RecordRefusal.allCases.map(\.rawValue)
        #expect(try missing(whole + records, in: "exchange.md") == [])
        #expect(try missing(records, in: "encoding.md") == [])
        let schema = try page("exchange.cddl")
        #expect(whole.filter { !schema.contains("\"\($0)\"") } == [])
    }

    @Test func theLimitsAreThoseOfTheSchema() throws {
        let schema = try page("exchange.cddl")
        let rows = ExchangeLimits.pageRows + ExchangeLimits.rowsPerNumber
        for part in [
            "whole-ids: bytes .size (0..\(16 * ExchangeLimits.offers))",
            "7: bytes .size (0..\(16 * ExchangeLimits.erasures))",
            "marks: bytes .size (0..\(ExchangeLimits.offers))",
            "gone-ids: bytes .size (0..\(16 * rows))", "kept-ids: bytes .size (0..\(16 * rows))",
            "offer: 0..\(ExchangeLimits.offers - 1)", "[*\(rows) rows]", "count: 1..\(rows)",
            "[1*\(rows) value]", "plane = bytes .size (1..\(rows))",
            "actor-count: 0..\(RecordLimits.actors)", "[*\(RecordLimits.actors) slot]",
            "[*\(RecordLimits.versions) column]",
            "[*\(CheckpointHistory.limit) checkpoint]",
            "[*\(ExchangeAnswer.BatchFinding.limit) finding]",
            "[*\(RecordLimits.actors) actor]", "[*\(RecordLimits.registers) name]",
            "[1*\(RecordLimits.versions) version]", "[*\(RecordLimits.versions) value]",
            "*\(RecordLimits.pastEntries) place]",
            "bytes .size (0..\(ExchangeLimits.charterBytes))",
        ] {
            #expect(schema.contains(part), "\(part)")
        }
    }

    @Test func everyTestThatTheThreatModelNamesIsThere() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
        let files = try FileManager.default.subpathsOfDirectory(atPath: tests.path)
        let there = Set(files.compactMap { $0.split(separator: "/").last.map(String.init) })
        let named = try page("threat-model.md").split(separator: "`")
            .filter { $0.hasSuffix("Tests") && $0.allSatisfy(\.isLetter) }
        #expect(named.count > 20)
        #expect(named.filter { !there.contains("\($0).swift") } == [])
    }
}
