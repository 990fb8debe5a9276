import Testing

@testable import Console

@Suite struct TableTests {
    @Test func columnsAlignWhateverTheAccents() {
        var table = Table([.init("Bureau"), .init("Fiches", .right)])
        table.add(["Évry", "8"])
        table.add(["E\u{301}vry-Cou\u{302}", "1 204"])
        table.add(["Lille\nNord", "12"])
        #expect(
            table.text() == """
                Bureau      Fiches
                Évry             8
                E\u{301}vry-Cou\u{302}     1 204
                Lille Nord      12
                """)
    }

    @Test func noSpacesStandAtTheEndsOfLines() {
        var table = Table([.init("A"), .init("B")])
        table.add(["x", ""])
        #expect(table.text() == "A  B\nx")
    }

    @Test func aColumnThatShrinksIsCutToTheTerminal() {
        var table = Table([.init("Code"), .init("Libellé", shrinks: true)])
        table.add(["logement", "Accès au logement et maintien"])
        #expect(
            table.text(width: 24) == """
                Code      Libellé
                logement  Accès au loge…
                """)
        #expect(table.text(width: 5).split(separator: "\n").last == "logement  Accès a…")
    }

    @Test func widthCountsWhatATerminalShows() {
        #expect("été".displayWidth == 3)
        #expect("e\u{301}te\u{301}".displayWidth == 3)
        #expect("漢字".displayWidth == 4)
        #expect("a\u{200b}b".displayWidth == 2)
    }
}
