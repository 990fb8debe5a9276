import Simulation
import SyncCore
import Testing

@testable import Charter

@Suite("Any text at all")
struct CharterFuzzTests {
    /// Each seed makes its charters by itself, so that a failing one replays alone.
    @Test("A mutated charter ends in findings or in a charter, never in a crash", arguments: 1...24)
    func mutated(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let whole = try Golden.text("workshop.yaml")
        for round in 0..<25 {
            var mutation = Mutation(text: whole)
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                mutation.mutate(using: &generator)
            }
            check(mutation.text, "seed \(seed), round \(round)")
        }
    }

    private func check(_ text: String, _ which: Comment) {
        do {
            let charter = try Charter.parse(text, file: "mutated.yaml")
            checkInvariants(of: charter, which)
        } catch {
            #expect(!error.findings.isEmpty, which)
            let places = error.findings.map { Place(line: $0.line, column: $0.column) }
            #expect(places == places.sorted(), which)
            #expect(places.allSatisfy { $0.line >= 1 && $0.column >= 1 }, which)
        }
    }

    /// Whatever a charter says, what must never leave doesn't, and its outputs can be made.
    private func checkInvariants(of charter: Charter, _ which: Comment) {
        for type in charter.types {
            for field in type.fields where field.type.neverLeaves {
                #expect(field.exit == nil, which)
            }
        }
        for type in charter.summarySchema.types {
            let registers = type.registers
            #expect(Set(registers).count == registers.count, which)
            #expect(registers.count <= RecordLimits.registers, which)
        }
        for language in Language.allCases {
            #expect(!charter.explain(language).isEmpty, which)
            #expect(!charter.register(language).isEmpty, which)
        }
        #expect(!charter.cddl().isEmpty, which)
        #expect(!charter.digest { $0 }.isEmpty, which)
    }
}

/// Changes a text a little, at random.
private struct Mutation {
    private(set) var text: String

    mutating func mutate(using generator: inout SeededGenerator) {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: changeLines(using: &generator) { lines, i, _ in lines.remove(at: i) }
        case 1: changeLines(using: &generator) { lines, i, j in lines.insert(lines[i], at: j) }
        case 2: changeLines(using: &generator) { lines, i, j in lines.swapAt(i, j) }
        case 3: changeLines(using: &generator) { lines, i, _ in lines[i] = "  " + lines[i] }
        case 4:
            changeLines(using: &generator) { lines, i, _ in
                lines[i].removeFirst(min(2, lines[i].count))
            }
        case 5: swapWords(using: &generator)
        case 6: insertCharacter(using: &generator)
        default: cut(using: &generator)
        }
    }

    private mutating func changeLines(
        using generator: inout SeededGenerator, _ change: (inout [Substring], Int, Int) -> Void
    ) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 1 else { return }
        let i = Int.random(in: lines.indices, using: &generator)
        let j = Int.random(in: lines.indices, using: &generator)
        change(&lines, i, j)
        text = lines.joined(separator: "\n")
    }

    /// Puts a word of the text in another's place: such charters are nearly right.
    private mutating func swapWords(using generator: inout SeededGenerator) {
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }
        guard let from = words.randomElement(using: &generator),
            let to = words.randomElement(using: &generator)
        else { return }
        text.replaceSubrange(from.startIndex..<from.endIndex, with: String(to))
    }

    private mutating func insertCharacter(using generator: inout SeededGenerator) {
        let odd: [Character] = [
            "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", "{", "}", "[", "]", ",", "#", "?",
            ":", "-", "\n", "\t", "\u{0}", "\u{7}", "\u{85}", "\u{2028}", "\u{feff}", "é",
            "\u{301}",
            "👩‍👩‍👧", "\u{fffd}", "9", "~", "\\",
        ]
        let offset = Int.random(in: 0...text.count, using: &generator)
        text.insert(
            odd.randomElement(using: &generator)!,
            at: text.index(text.startIndex, offsetBy: offset))
    }

    private mutating func cut(using generator: inout SeededGenerator) {
        text = String(text.prefix(Int.random(in: 0...text.count, using: &generator)))
    }
}
