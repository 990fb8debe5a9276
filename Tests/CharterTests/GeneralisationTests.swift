import SyncCore
import Testing

@testable import Charter

@Suite("Generalisation rules")
struct GeneralisationTests {
    private static let list = CodeList(
        name: "list", label: Phrase(fr: "", en: ""),
        codes: ["a", "b"].map { CodeLabel($0, Phrase(fr: "", en: "")) })

    /// One of each type of field.
    private static let types: [FieldType] = [
        .text(maximum: 9), .note(maximum: 9), .name(maximum: 9), .identifier(maximum: 9), .date,
        .birthDate, .integer(0...9), .flag, .code(list), .codes(list), .commune,
    ]

    @Test("No rule takes free text, a name, an identifier or a birth date")
    func neverLeaves() {
        #expect(Self.types.map(\.word) == FieldType.words)
        let closed = Self.types.filter { type in
            !Generalisations.all.contains { $0.accepts(type) }
        }
        #expect(closed.map(\.word) == ["text", "note", "name", "identifier", "birth-date"])
        #expect(closed.allSatisfy { $0.neverLeaves })
    }

    @Test("Each rule takes exactly these types")
    func acceptance() {
        let accepted = Generalisations.all.map { rule in
            "\(rule.word): " + Self.types.filter(rule.accepts).map(\.word).joined(separator: " ")
        }
        #expect(
            accepted == [
                "as-is: integer flag code codes", "year: date", "quarter: date", "month: date",
                "band: integer", "prefix: commune", "map: code codes",
                "presence: date integer flag code codes commune",
            ])
    }

    @Test("As-is takes integers of a hundred values and no more")
    func smallIntegers() {
        #expect(AsIs.accepts(.integer(0...99)))
        #expect(!AsIs.accepts(.integer(0...100)))
        #expect(AsIs.accepts(.integer(-50...49)))
    }

    @Test(
        "A class ends with its cut",
        arguments: [
            (1, "up-to-3"), (3, "up-to-3"), (4, "4-6"), (6, "4-6"), (7, "7-12"),
            (12, "7-12"), (13, "over-12"), (36, "over-12"),
        ])
    func bands(number: Int64, code: String) {
        let band = Band(cuts: [3, 6, 12], unit: nil)
        #expect(
            band.generalise(.number(number), to: "length")
                == [FieldName("length"): .code(Code(code)!)])
    }

    @Test("Classes are labelled with their unit, and one of a single number by it")
    func bandLabels() {
        let unit = Phrase(fr: "mois", en: "months")
        let classes = Band(cuts: [3, 4, 12], unit: unit).classes
        #expect(classes.map(\.name.text) == ["up-to-3", "4", "5-12", "over-12"])
        #expect(
            classes.map(\.label.fr) == [
                "jusqu'à 3 mois", "4 mois", "5 à 12 mois", "plus de 12 mois",
            ])
        #expect(
            classes.map(\.label.en) == [
                "up to 3 months", "4 months", "5 to 12 months", "over 12 months",
            ])
    }

    @Test(
        "Parts of dates are numbers that sort like the dates",
        arguments: [
            ("2026-01-01", [2026, 20261, 202_601]), ("2026-03-31", [2026, 20261, 202_603]),
            ("2026-04-01", [2026, 20262, 202_604]), ("2026-12-31", [2026, 20264, 202_612]),
        ])
    func dates(date: String, numbers: [Int64]) throws {
        let date = try #require(CivilDate(date))
        #expect(CalendarPart.allCases.map { $0.number(of: date) } == numbers)
        #expect(CalendarPart.allCases.allSatisfy { $0.contains($0.number(of: date)) })
    }

    @Test("Numbers that are no part of a date are none")
    func noParts() {
        #expect(!CalendarPart.quarter.contains(20265))
        #expect(!CalendarPart.quarter.contains(20260))
        #expect(!CalendarPart.month.contains(202_613))
        #expect(!CalendarPart.month.contains(202_600))
        #expect(!CalendarPart.year.contains(1600))
        #expect(CalendarPart.quarter.describe(20265, in: .fr) == "20265")
    }

    @Test("Parts of dates are told in words")
    func words() {
        #expect(CalendarPart.quarter.describe(20263, in: .fr) == "T3 2026")
        #expect(CalendarPart.quarter.describe(20263, in: .en) == "Q3 2026")
        #expect(CalendarPart.month.describe(202_608, in: .fr) == "août 2026")
        #expect(CalendarPart.year.describe(2026, in: .en) == "2026")
    }

    @Test("The longest beginning is taken, and none is no value")
    func prefixes() {
        let list = CodeList(
            name: "areas", label: Phrase(fr: "", en: ""),
            codes: ["97", "971", "2A"].map { CodeLabel($0, Phrase(fr: "", en: "")) })
        let prefix = Prefix(beginnings: list)
        let area = FieldName("area")
        #expect(prefix.generalise(.code("97105"), to: "area") == [area: .code("971")])
        #expect(prefix.generalise(.code("97205"), to: "area") == [area: .code("97")])
        #expect(prefix.generalise(.code("2A004"), to: "area") == [area: .code("2A")])
        #expect(prefix.generalise(.code("38185"), to: "area") == nil)
    }

    @Test("A rule given a value of another type makes nothing of it")
    func wrongValues() {
        let rules: [any Generalisation] = [
            AsIs(type: .integer(0...9)), AsIs(type: .code(Self.list)), Year(), Quarter(), Month(),
            Band(cuts: [3], unit: nil), Prefix(beginnings: Self.list),
            MapCodes(source: Self.list, target: Self.list, codes: ["a": "b"], isSet: false),
        ]
        for rule in rules { #expect(rule.generalise(.text("Canary"), to: "field") == nil) }
    }
}
