import SyncCore
import Testing

@testable import Charter

/// Ways to put a thing into a thing.
enum Nesting: String, CaseIterable {
    case lists, maps, both, items, keys, blocks

    func text(_ count: Int) -> String {
        func nest(_ opening: String, _ closing: String) -> String {
            String(repeating: opening, count: count) + "a"
                + String(repeating: closing, count: count)
        }
        return switch self {
        case .lists: nest("[", "]")
        case .maps: nest("{a: ", "}")
        case .both: nest("[{a: ", "}]")
        case .items: nest("- ", "")
        case .keys: nest("? ", "")
        // Each line is further in: the text grows with the square of the depth.
        case .blocks:
            (0..<min(count, 700)).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        }
    }
}

@Suite("Hostile charters")
struct CharterBoundsTests {
    private func rules(_ yaml: String) -> [String] {
        do {
            _ = try Charter.parse(yaml, file: "hostile.yaml")
            return []
        } catch {
            return error.findings.map(\.rule)
        }
    }

    @Test(
        "Nothing at all is no charter", arguments: ["", "\n\n", "# only a comment\n", "\u{feff}"])
    func empty(text: String) {
        #expect(rules(text) == ["charter/empty"])
    }

    @Test("Text that is no map of keys is no charter", arguments: ["word", "[a, b]", "~", "\"\""])
    func noMap(text: String) {
        #expect(rules(text) == ["value/shape"])
    }

    @Test("A second document is refused")
    func twoDocuments() {
        #expect(rules("a: b\n---\nc: d\n") == ["yaml/syntax"])
    }

    @Test("A text over the bound is not even read")
    func tooLong() {
        #expect(
            rules("# " + String(repeating: "a", count: CharterTree.maximumBytes))
                == ["charter/too-large"])
    }

    @Test(
        "Nesting is refused however it is written", arguments: Nesting.allCases,
        [20, 200, 999, 3_999, 60_000])
    func tooDeep(nesting: Nesting, count: Int) {
        #expect(rules(nesting.text(count)) == ["charter/too-large"])
    }

    @Test("Brackets that never close are refused")
    func neverClosed() {
        #expect(rules(String(repeating: "[", count: 3_999)) != [])
        #expect(rules(String(repeating: "{", count: 200_000)) == ["charter/too-large"])
    }

    @Test("Too many items are refused")
    func tooMany() {
        #expect(
            rules("a: [" + String(repeating: "b,", count: 30_000) + "]") == ["charter/too-large"])
    }

    @Test("A great many codes, and as many wrong ones, are refused without comparing them all")
    func manyCodes() throws {
        let codes = (0..<900).map { "      \"word-\($0)\": \"x\"\n" }.joined()
        let wrong = (0..<900).map { "wurd-\($0): wood" }.joined(separator: ", ")
        let text = try Golden.text("workshop.yaml")
            .replacing("      saw: { fr", with: codes + "      saw: { fr")
            .replacing("plane: wood", with: wrong)
        #expect(Set(rules(text)) == ["code/unknown"])
        let more = (0..<200).map { "      \"more-\($0)\": \"x\"\n" }.joined()
        let over = text.replacing("      saw: { fr", with: more + "      saw: { fr")
        #expect(rules(over) == ["charter/too-large"])
    }

    @Test("An alias bomb is refused before anything expands it")
    func bomb() {
        var text = "a0: &a0 [x, x]\n"
        for n in 1...60 { text += "a\(n): &a\(n) [*a\(n - 1), *a\(n - 1)]\n" }
        text += "? *a60\n: x\n"
        #expect(rules(text) == ["yaml/alias"])
    }

    @Test("Words with an ampersand or an asterisk are no aliases")
    func ampersands() throws {
        let text = try Golden.text("workshop.yaml")
            .replacing("\"Prévue le\"", with: "\"R&D *prévue* & co\"")
        #expect(rules(text) == [])
    }

    @Test("A refusal stays short however much is wrong")
    func manyFindings() {
        let text = (0..<2_000).map { "wrong\($0): 1\n" }.joined()
        #expect(rules(text).count == Findings.maximumCount)
    }

    @Test("What an error repeats of the text is short and on one line")
    func shortQuotes() throws {
        let long = String(repeating: "x", count: 5_000)
        let refusal = try #require(throws: CharterRefusal.self) {
            try Charter.parse("\"\(long)\": 1\n\"a\\e[31m\\nb\": 1\n", file: "hostile.yaml")
        }
        for finding in refusal.findings {
            #expect(finding.what.en.count < 120)
            #expect(!finding.what.en.unicodeScalars.contains { $0.value < 0x20 })
        }
    }

    @Test("Control characters and other broken text are refused with their line")
    func controlCharacters() throws {
        let refusal = try #require(throws: CharterRefusal.self) {
            try Charter.parse("charter: a\nversion: \u{1}\n", file: "hostile.yaml")
        }
        #expect(refusal.findings.map(\.rule) == ["yaml/syntax"])
        #expect(refusal.findings.map(\.line) == [2])
    }
}
