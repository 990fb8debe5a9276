import SyncCore
import Testing

@testable import Console

@Suite struct ProgressTextTests {
    @Test func onATerminalABarIsRedrawnAtMostTenTimesASecond() {
        var text = ProgressText(
            title: "Envoi", style: .bar(columns: 40), unit: .items, words: Words(.fr))
        #expect(
            text.update(done: 0, of: 100, at: .zero)
                == "\rEnvoi  [...................] 0 / 100\u{1b}[K")
        #expect(text.update(done: 10, of: 100, at: .milliseconds(99)) == nil)
        #expect(
            text.update(done: 50, of: 100, at: .milliseconds(100))
                == "\rEnvoi  [#########..........] 50 / 100\u{1b}[K")
        #expect(text.end() == "\r\u{1b}[K")
        #expect(text.end() == nil)
    }

    @Test func aNarrowTerminalAndAnUnknownTotalGetNumbersAlone() {
        var narrow = ProgressText(
            title: "Envoi", style: .bar(columns: 20), unit: .bytes, words: Words(.en))
        #expect(
            narrow.update(done: 1000, of: 2000, at: .zero)
                == "\rEnvoi  1.0 kB / 2.0 kB\u{1b}[K")
        var open = ProgressText(
            title: "Envoi", style: .bar(columns: 80), unit: .items, words: Words(.en))
        #expect(open.update(done: 1200, of: nil, at: .zero) == "\rEnvoi  1,200\u{1b}[K")
    }

    @Test func elsewhereAPlainLineAppearsEveryFiveSeconds() {
        var text = ProgressText(title: "Envoi", style: .lines, unit: .items, words: Words(.fr))
        #expect(text.update(done: 1, of: 9, at: .zero) == nil)
        #expect(text.update(done: 4, of: 9, at: .seconds(5)) == "Envoi : 4 / 9\n")
        #expect(text.update(done: 5, of: 9, at: .seconds(9)) == nil)
        #expect(text.update(done: 9, of: 9, at: .seconds(10)) == "Envoi : 9 / 9\n")
        #expect(text.end() == nil)
    }
}
