import Charter
import Foundation
import SyncCore
import Testing

@testable import Imports

@Suite("The CAF's monthly flow")
struct RSABEMReaderTests {
    private let charter = Charter.insertion()

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: Sample.path),
            "the sample of the flow is not beside this clone (../shared/data/rsabem)"))
    func `the real sample gives its three persons, and drops all the rest`() throws {
        let read = Read(try RSABEMReader(try ByteSource.file(Sample.path), charter: charter))
        let address: CaseValue = .text("25 RUE HENRI BARBUSSE 92300 LEVALLOIS PERRET")
        let persons = [
            ("TIFOUR", "SOPHIE", "1982-02-01", "2820251108030", "205599000000000"),
            ("KELLER", "NOEL", "1977-03-23", "1770393050005", "205599000000000"),
            ("BULLOCK", "ETA", "1973-07-21", "2730799404078", "208956400000000"),
        ].map { family, given, born, nir, caf in
            record(
                "person",
                [
                    "family-name": .text(family), "given-name": .text(given),
                    "birth-date": .day(born), "nir": .text(nir), "caf-number": .text(caf),
                    "address": address, "commune": .word("92044"),
                ])
        }
        #expect(read.cases.map(\.person) == persons)
        #expect(read.items.count == 2)
        #expect(read.refusal == nil)
        #expect(read.tally.taken == 2)
        #expect(read.tally.refused == 0)
        #expect(read.tally.isComplete)
        #expect(read.tally.dropped["MTNATRESSMEN"] == 27)
        #expect(read.tally.dropped["IDASSEDIC"] == 3)
        #expect(read.tally.dropped["NOM"] == nil)
    }

    @Test func `windows-1252 names, a name in use, a foreign address`() throws {
        let household = Flow.household(
            Flow.person(family: "B\u{152}UF", usage: "L\u{c9}VY &amp; FILS"),
            address: "<AdresseHorsFrance><LIBLIG2ADR>X</LIBLIG2ADR></AdresseHorsFrance>")
        let read = Read(try reader(Flow.file(household)))
        #expect(
            read.items == [
                .cases([
                    ImportedCase(
                        line: 3, key: nil,
                        person: record(
                            "person",
                            [
                                "family-name": .text("BŒUF"), "usage-name": .text("LÉVY & FILS"),
                                "given-name": .text("ANNE"), "birth-date": .day("1980-02-29"),
                                "caf-number": .text("1234567"),
                            ]))
                ])
            ])
        #expect(read.tally.dropped["LIBLIG2ADR"] == 1)
    }

    @Test func `a charter that declares less keeps less, and all the rest is counted`() throws {
        let source = Charter.insertion().source
        let nir = source.range(of: "      nir:\n")!
        let caf = source.range(of: "      caf-number:\n")!
        let narrow = try Charter.parse(
            source.replacingCharacters(in: nir.lowerBound..<caf.lowerBound, with: ""),
            file: "narrow.yaml")
        let file = Flow.file(Flow.household(Flow.person(more: "<NIR>2800200000000</NIR>")))
        let read = Read(try RSABEMReader(ByteSource(file), charter: narrow))
        #expect(read.cases.count == 1)
        #expect(read.cases[0].person.values[Code(literal: "nir")] == nil)
        #expect(read.tally.dropped["NIR"] == 1)
    }

    @Test func `a bad household is told by line and element, and the others are taken`() throws {
        let good = Flow.household(Flow.person())
        let file = Flow.file(
            good,
            Flow.household(Flow.person(born: "1980-02-30")),
            Flow.household(Flow.person(given: "")),
            Flow.household(""),
            Flow.household(Flow.person(more: "<NOMNAI>TWICE</NOMNAI>")),
            Flow.household(Flow.person(more: "<NIR>\(String(repeating: "1", count: 300))</NIR>")),
            Flow.household(Flow.person(more: "<NIR>1&unknown;</NIR>")),
            Flow.household(Flow.person(more: "<OPEN>")),
            "<InfosFoyerRSA><Personne>",
            good)
        let read = Read(try reader(file))
        #expect(
            read.findings == [
                ImportFinding(line: 4, place: "DTNAI", rule: .notADate),
                ImportFinding(line: 5, place: "PRENOM", rule: .missing),
                ImportFinding(line: 6, place: "Personne", rule: .missing),
                ImportFinding(line: 7, place: "NOMNAI", rule: .repeated),
                ImportFinding(line: 8, place: "NIR", rule: .tooLong),
                ImportFinding(line: 9, place: "NIR", rule: .malformed),
                ImportFinding(line: 10, place: "OPEN", rule: .malformed),
                ImportFinding(line: 12, place: "InfosFoyerRSA", rule: .malformed),
            ])
        #expect(read.cases.count == 2)
        #expect(read.refusal == nil)
        #expect(read.tally.isComplete)
    }

    @Test func `a household is bounded`() throws {
        var limits = RSABEMLimits()
        limits.persons = 2
        limits.elements = 40
        let crowd = Flow.household(String(repeating: Flow.person(), count: 3))
        let long = Flow.household(Flow.person(more: String(repeating: "<A/>", count: 50)))
        let file = Flow.file(crowd, long, Flow.household(Flow.person()))
        let read = Read(
            try RSABEMReader(ByteSource(file), charter: charter, limits: limits))
        #expect(
            read.findings == [
                ImportFinding(line: 3, place: "Personne", rule: .tooMany),
                ImportFinding(line: 4, place: "A", rule: .tooMany),
            ])
        #expect(read.cases.count == 1)
    }

    @Test func `a file that is cut keeps what came before, and is not complete`() throws {
        let file = Flow.file(Flow.household(Flow.person()), Flow.household(Flow.person()))
        let cut = Array(file.prefix(file.count - 80))
        let read = Read(try reader(cut))
        #expect(read.cases.count == 1)
        #expect(read.findings.map(\.rule) == [.cut])
        #expect(!read.tally.isComplete)
    }

    @Test func `what is no flow is refused before anything is read`() throws {
        #expect(Read(try reader(Array("<Autre/>".utf8))).refusal == .notTheFlow(line: 1))
        let bomb = "<?xml version=\"1.0\"?><!DOCTYPE Racine [<!ENTITY a \"a\">]><Racine/>"
        #expect(Read(try reader(Array(bomb.utf8))).refusal == .documentType(line: 1))
        #expect(Read(try reader([])).refusal == .malformed(line: 1, rule: .cut))
    }

    @Test func `a finding never holds a value`() throws {
        let secret = "CANARI-SECRET"
        let file = Flow.file(
            Flow.household(Flow.person(born: secret)),
            Flow.household(Flow.person(more: "<NIR>\(secret)\(secret)\(secret)</NIR>")))
        for item in Read(try reader(file)).findings {
            #expect(!item.phrase.fr.contains("CANARI") && !item.phrase.en.contains("CANARI"))
        }
    }

    private func reader(_ bytes: [UInt8]) throws -> RSABEMReader {
        try RSABEMReader(ByteSource(bytes, step: 100), charter: charter)
    }
}

private enum Sample {
    static let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/data/rsabem/RSABEM-sample.xml").standardized.path
}
