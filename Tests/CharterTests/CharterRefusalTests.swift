import SyncCore
import Testing

@testable import Charter

/// A change of the workshop charter, and what it is refused for.
struct BrokenCharter: CustomTestStringConvertible, Sendable {
    let rule: CharterRule
    /// The first occurrence of `old` becomes `new`.
    let old: String
    let new: String
    /// Where the finding must point: at the last character of this text's first occurrence.
    let at: String

    init(_ rule: CharterRule, _ old: String, _ new: String, at: String) {
        (self.rule, self.old, self.new, self.at) = (rule, old, new, at)
    }

    var testDescription: String { "\(rule.rawValue): \(new.prefix(40))" }

    func text() throws -> String {
        let text = try Golden.text("workshop.yaml")
        try #require(text.contains(old))
        return text.replacing(old, with: new, maxReplacements: 1)
    }

    /// Line and column of the last character of `at`.
    func place(in text: String) throws -> Place {
        let range = try #require(text.firstRange(of: at))
        let before = text[..<range.upperBound].split(
            separator: "\n", omittingEmptySubsequences: false)
        return Place(line: before.count, column: before[before.count - 1].count)
    }
}

@Suite("What a charter is refused for")
struct CharterRefusalTests {
    @Test("Each rule points at the place that breaks it", arguments: BrokenCharter.all)
    func refused(_ broken: BrokenCharter) throws {
        let text = try broken.text()
        let refusal = try #require(throws: CharterRefusal.self) {
            try Charter.parse(text, file: "broken.yaml")
        }
        let place = try broken.place(in: text)
        let found = refusal.findings.map { "\($0.line):\($0.column) \($0.rule)" }
        #expect(found == ["\(place.line):\(place.column) \(broken.rule.rawValue)"])
    }

    @Test("Every rule has a charter here that breaks it, and words in both languages")
    func everyRule() {
        let text: Set<CharterRule> = [.empty, .tooLarge, .leavesTooMany]
        let broken = Set(BrokenCharter.all.map(\.rule)).union(text)
        #expect(Set(CharterRule.allCases).subtracting(broken) == [])
        for rule in CharterRule.allCases {
            #expect(!rule.remedy.fr.isEmpty && !rule.remedy.en.isEmpty)
        }
    }

    @Test("The specification names every rule, and the rules for what comes in")
    func specified() throws {
        let page = try Golden.specification("charter.md")
        let words =
            CharterRule.allCases.map(\.rawValue) + SchemaFinding.Rule.allCases.map(\.rawValue)
        #expect(words.filter { !page.contains("`\($0)`") } == [])
        #expect(Generalisations.words.filter { !page.contains("| `\($0)") } == [])
        #expect(FieldType.words.filter { !page.contains("`\($0)`") } == [])
    }

    @Test("All that is wrong is told at once, by line")
    func allAtOnce() throws {
        var text = try Golden.text("workshop.yaml")
        for (old, new) in [
            ("list: levels\n        purpose: count\n        read", "list: levels\n        read"),
            ("merge: lowest", "merge: newest"), ("at: hub", "at: home"),
            ("[30, 60, 61]", "[30, 20]"), ("leaves: month", "leaves: moth"),
        ] {
            text = text.replacing(old, with: new, maxReplacements: 1)
        }
        let refusal = try #require(throws: CharterRefusal.self) {
            try Charter.parse(text, file: "broken.yaml")
        }
        #expect(
            refusal.findings.map(\.rule) == [
                "value/shape", "purpose/missing", "merge/unknown", "leaves/unknown-rule",
                "band/cuts-not-ascending",
            ])
        #expect(refusal.findings.map(\.line) == refusal.findings.map(\.line).sorted())
    }

    @Test("A refusal reads as file, line, column, what, rule and remedy")
    func words() throws {
        let text = try Golden.text("workshop.yaml")
            .replacing("leaves: never", with: "leaves: as-is")
        let refusal = try #require(throws: CharterRefusal.self) {
            try Charter.parse(text, file: "mine.yaml")
        }
        #expect(refusal.code == "charter-refused")
        #expect(
            refusal.what.en.hasPrefix(
                "mine.yaml:89:17: \"note\" can't leave by \"as-is\" [leaves/free-text] -> write"
                    + " `leaves: never`"))
        #expect(refusal.what.fr.contains("« note » ne peut pas partir par « as-is »"))
    }

    @Test(
        "The nearest known word is suggested",
        arguments: [
            ("leaves: month", "leaves: mounth", "did you mean \"month\"?"),
            ("merge: lowest", "merge: lowst", "did you mean \"lowest\"?"),
            ("purpose: count", "purpose: cuont", "did you mean \"count\"?"),
            ("list: levels", "list: level", "did you mean \"levels\"?"),
            ("type: flag", "type: flagg", "did you mean \"flag\"?"),
            ("recipients: [town]", "recipient: [town]", "did you mean \"recipients\"?"),
            ("oven: food", "oven: fod", "did you mean \"food\"?"),
            ("6m after held", "6m after hold", "did you mean \"held\"?"),
            ("recipients: [town]", "recipients: [department]", "known here: town"),
        ])
    func suggestions(old: String, new: String, remedy: String) throws {
        let text = try Golden.text("workshop.yaml").replacing(old, with: new, maxReplacements: 1)
        let refusal = try #require(throws: CharterRefusal.self) {
            try Charter.parse(text, file: "broken.yaml")
        }
        #expect(refusal.findings.contains { $0.remedy.en == remedy })
    }

    @Test("More registers than a record can carry are refused")
    func tooManyRegisters() throws {
        let codes = (1...101).map { "      c\($0): \"\($0)\"\n" }.joined()
        let text = try Golden.text("workshop.yaml")
            .replacing("      low: { fr: \"Bas\"", with: codes + "      low: { fr: \"Bas\"")
        let refusal = try #require(throws: CharterRefusal.self) {
            try Charter.parse(text, file: "broken.yaml")
        }
        #expect(refusal.findings.map(\.rule) == ["leaves/too-many-registers"])
    }
}
