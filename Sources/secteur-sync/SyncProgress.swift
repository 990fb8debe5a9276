import Console
import SyncCore
import Transport

/// Shows how far a sync got, and with `--verbose` each of its exchanges.
final class SyncProgress {
    private let waiting: Int
    private let isVerbose: Bool
    private let isQuiet: Bool
    private let words: Words
    private var display: ProgressDisplay?
    private var isSending: Bool?
    private var shown = SyncTally()

    /// - Parameter waiting: how many records and erasures were to be sent at the start.
    init(waiting: Int, isVerbose: Bool, isQuiet: Bool, words: Words) {
        self.waiting = waiting
        self.isVerbose = isVerbose
        self.isQuiet = isQuiet
        self.words = words
        if !isVerbose { show(SyncTally()) }
    }

    func observe(_ event: SyncRun.Event) {
        switch event {
        case .exchanged(let tally):
            if isVerbose { printExchange(tally) } else { show(tally) }
            shown = tally
        case .retrying(let error, let pause):
            end()
            if isQuiet { return }
            let pause = words.duration(pause)
            let line = Phrase(
                fr: "\(error.what.fr) ; nouvel essai dans \(pause)",
                en: "\(error.what.en); trying again in \(pause)")
            Output.error(line.in(words.language))
        }
    }

    /// Takes the bar away.
    func end() {
        display?.end()
        display = nil
        isSending = nil
    }

    private func show(_ tally: SyncTally) {
        let sent = tally.sent + tally.erasuresSent
        let isSending = sent < waiting
        if !isSending, tally.received == 0 { return end() }
        if isSending != self.isSending {
            display?.end()
            let title =
                isSending
                ? Phrase(fr: "Envoi", en: "Sending") : Phrase(fr: "Réception", en: "Receiving")
            display = ProgressDisplay(title, quiet: isQuiet)
            self.isSending = isSending
        }
        display?.update(
            done: isSending ? sent : tally.received, of: isSending ? waiting : nil)
    }

    private func printExchange(_ tally: SyncTally) {
        let sent = words.size(bytes: tally.sentBytes - shown.sentBytes)
        let received = words.size(bytes: tally.receivedBytes - shown.receivedBytes)
        let up = words.count(tally.sent - shown.sent)
        let down = words.count(tally.received - shown.received)
        let line = Phrase(
            fr: """
                échange \(tally.exchanges) : \(sent) envoyés, \(received) reçus ; \
                fiches confirmées : \(up), reçues : \(down)
                """,
            en: """
                exchange \(tally.exchanges): \(sent) sent, \(received) received; \
                records confirmed: \(up), received: \(down)
                """)
        Output.error(line.in(words.language))
        if tally.rewinds > shown.rewinds {
            let line = Phrase(
                fr: "le hub est revenu à une sauvegarde ; ce bureau lui rend ce qui manque",
                en: "the hub went back to a backup; this office gives it back what is missing")
            Output.error(line.in(words.language))
        }
    }
}
