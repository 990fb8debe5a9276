import SyncCore
import Testing

@testable import Console

@Suite struct WordsTests {
    private let fr = Words(.fr)
    private let en = Words(.en)

    @Test func numbersAreGroupedByThousands() {
        #expect(fr.count(8594) == "8\u{a0}594")
        #expect(en.count(8594) == "8,594")
        #expect(en.count(-1_234_567) == "-1,234,567")
        #expect(en.count(999) == "999")
        #expect(en.count(0) == "0")
        #expect(en.count(.min) == "-9,223,372,036,854,775,808")
    }

    @Test func noughtIsSingularInFrenchAndPluralInEnglish() {
        let one = Phrase(fr: "fiche", en: "record")
        let many = Phrase(fr: "fiches", en: "records")
        #expect([0, 1, 2].map { fr.count($0, one, many) } == ["0 fiche", "1 fiche", "2 fiches"])
        #expect([0, 1].map { en.count($0, one, many) } == ["0 records", "1 record"])
    }

    @Test(arguments: [
        (Duration.milliseconds(28), "28 ms"), (.milliseconds(412), "0,4 s"),
        (.milliseconds(9_960), "10 s"),
        (.seconds(59.4), "59 s"), (.seconds(60), "1 min"), (.seconds(192), "3 min 12 s"),
        (.seconds(7500), "2 h 05 min"), (.seconds(3600), "1 h"),
        (.seconds(3 * 86_400), "3 j"),
    ])
    func durationsUseTheUnitsThatMatter(duration: Duration, words: String) {
        #expect(fr.duration(duration) == words)
    }

    @Test(arguments: [
        (Duration.seconds(-40), "à l'instant", "just now"),
        (.seconds(4), "à l'instant", "just now"),
        (.seconds(45), "il y a 45 s", "45 s ago"), (.seconds(200), "il y a 3 min", "3 min ago"),
        (.seconds(7300), "il y a 2 h", "2 h ago"),
        (.seconds(90_000), "il y a 1 jour", "1 day ago"),
        (.seconds(200_000), "il y a 2 jours", "2 days ago"),
    ])
    func timesGoneByUseTheLargestUnit(duration: Duration, french: String, english: String) {
        #expect(fr.ago(duration) == french)
        #expect(en.ago(duration) == english)
    }

    @Test(arguments: [
        (0, "0 o", "0 B"), (999, "999 o", "999 B"), (12_345, "12,3 ko", "12.3 kB"),
        (4_000_000, "4,0 Mo", "4.0 MB"), (1_234_567_890, "1,2 Go", "1.2 GB"),
    ])
    func sizesUseDecimalUnits(bytes: Int, french: String, english: String) {
        #expect(fr.size(bytes: bytes) == french)
        #expect(en.size(bytes: bytes) == english)
    }
}
