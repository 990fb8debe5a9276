import Charter
import Simulation
import SyncCore
import TestSeeds
import Testing

@testable import Imports

/// Whatever is done to a file, a reader comes to an end, tells no value and never crashes.
///
/// The seed is printed; `SECTEUR_SEED` replays one.
@Suite("Mutated input")
struct MutatedInputTests {
    private static let rounds = 400
    private let charter = Charter.insertion()

    @Test func `a mutated flow never crashes the reader`() throws {
        var chance = SeededGenerator.ofThisRun()
        let original = Flow.file(
            Flow.household(Flow.person()), Flow.household(Flow.person(given: "L\u{e9}a &amp; Jo")),
            Flow.household(Flow.person(more: "<!-- c --><NIR><![CDATA[2800200000000]]></NIR>")))
        for _ in 0..<Self.rounds {
            let bytes = chance.mutated(original)
            let source = ByteSource(bytes, step: Int.random(in: 1...200, using: &chance))
            let read = Read(try RSABEMReader(source, charter: charter))
            #expect(read.items.count <= 20)
            #expect(read.tally.taken + read.tally.refused == read.items.count)
        }
    }

    @Test func `a mutated spreadsheet never crashes the reader`() throws {
        var chance = SeededGenerator.ofThisRun()
        let map = try ColumnMap.parse(
            "{ key: N, columns: { Nom: person.family-name, Prénom: person.given-name } }",
            file: "map.yaml", charter: charter)
        let original = Array(
            "N;Nom;Prénom;Note\n1;Martin;Anne;\"a;\n\"\"b\"\"\"\n2;Petit;Léa;\r\n3;Roy;Jo;x\n".utf8)
        for _ in 0..<Self.rounds {
            let bytes = chance.mutated(original)
            let source = ByteSource(bytes, step: Int.random(in: 1...200, using: &chance))
            guard let reader = try? CSVReader(source, map: map, charter: charter) else { continue }
            let read = Read(reader)
            #expect(read.items.count <= 40)
        }
    }

    @Test func `a mutated map is one, or is refused with reasons and their places`() {
        var chance = SeededGenerator.ofThisRun()
        var (taken, refused) = (0, 0)
        let original = Array(
            """
            key: "N°"
            columns:
              Nom: person.family-name
              État: { field: contract.status, codes: { "En cours": validated } }
            """.utf8)
        for _ in 0..<Self.rounds {
            let text = String(decoding: chance.mutated(original), as: UTF8.self)
            do throws(ColumnMapRefusal) {
                _ = try ColumnMap.parse(text, file: "map.yaml", charter: charter)
                taken += 1
            } catch {
                refused += 1
                #expect(!error.findings.isEmpty)
                let lines = text.split(
                    omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                for finding in error.findings {
                    #expect((1...lines.count + 1).contains(finding.line) && finding.column >= 1)
                    #expect(!finding.what.en.isEmpty && !finding.what.fr.isEmpty)
                }
            }
        }
        #expect(taken > 0 && refused > 0)
    }
}
