import Simulation
import TestSeeds
import Testing

@testable import Certificates

@Suite("An enrolment code")
struct EnrolmentCodeTests {
    private func anyCode(_ generator: inout SeededGenerator) -> (EnrolmentCode, KeyFingerprint) {
        let authority = SigningKey(using: &generator).fingerprint
        return (EnrolmentCode(for: authority, using: &generator), authority)
    }

    @Test func isReadHoweverItIsTyped() throws {
        var generator = SeededGenerator.ofThisRun()
        for _ in 0..<50 {
            let (code, authority) = anyCode(&generator)
            let groups = code.text.split(separator: "-")
            #expect(groups.count == 8 && groups.allSatisfy { $0.count == 7 })
            for typed in [
                code.text, code.text.lowercased(), groups.joined(), groups.joined(separator: " "),
                "\n  \(code.text)\r\n", code.text.replacing("0", with: "o"),
                code.text.replacing("1", with: "l"), code.text.replacing("1", with: "I"),
            ] {
                #expect(try EnrolmentCode(typed) == code)
            }
            #expect(code.isOf(authority))
            let other = SigningKey(using: &generator).fingerprint
            #expect(!code.isOf(other))
        }
    }

    @Test func noticesEveryTypingErrorOfOneCharacter() throws {
        var generator = SeededGenerator.ofThisRun()
        let code = anyCode(&generator).0
        let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        for (place, right) in code.text.enumerated() where right != "-" {
            for wrong in symbols where wrong != right {
                var typed = Array(code.text)
                typed[place] = wrong
                #expect(throws: EnrolmentCodeRefusal.mistyped) {
                    _ = try EnrolmentCode(String(typed))
                }
            }
        }
        // Two neighbours swapped.
        for place in 0..<code.text.count - 1 {
            var typed = Array(code.text)
            typed.swapAt(place, place + 1)
            let isSame = typed.filter { $0 != "-" } == code.text.filter { $0 != "-" }
            if isSame { continue }
            #expect(throws: EnrolmentCodeRefusal.mistyped) {
                _ = try EnrolmentCode(String(typed))
            }
        }
    }

    @Test func isRefusedWhenItIsNone() throws {
        var generator = SeededGenerator.ofThisRun()
        let code = anyCode(&generator).0.text
        for text in [
            "", "-", String(code.dropLast()), code + "0", code + code,
            String(repeating: "0", count: 1_000_000),
        ] {
            #expect(throws: EnrolmentCodeRefusal.otherLength) { _ = try EnrolmentCode(text) }
        }
        for character in ["U", "é", "@"] {
            let typed = String(code.dropLast()) + character
            #expect(throws: EnrolmentCodeRefusal.self) { _ = try EnrolmentCode(typed) }
        }
        for _ in 0..<2000 {
            let bytes = (0..<generator.below(120)).map { _ in UInt8(generator.below(256)) }
            #expect(throws: EnrolmentCodeRefusal.self) {
                _ = try EnrolmentCode(String(decoding: bytes, as: UTF8.self))
            }
        }
    }
}
