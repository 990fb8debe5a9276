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
        let schema = try page("exchange.cddl")
        #expect((whole + records).filter { !schema.contains("\"\($0)\"") } == [])
    }

    @Test func theLimitsAreThoseOfTheSchema() throws {
        let schema = try page("exchange.cddl")
        let rows = ExchangeLimits.pageRows + ExchangeLimits.rowsPerNumber
        for part in [
            "[*\(ExchangeLimits.offers) offer]", "[*\(ExchangeLimits.erasures) record-id]",
            "[*\(CheckpointHistory.limit) checkpoint]", "[*\(ExchangeLimits.offers) outcome]",
            "[*\(rows) feed-row]", "[*\(ExchangeAnswer.BatchFinding.limit) finding]",
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
