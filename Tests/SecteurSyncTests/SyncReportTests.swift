import Console
import SyncCore
import Testing
import Transport

@testable import SummaryStore
@testable import secteur_sync

@Suite struct SyncReportTests {
    private func report(
        sent: Int = 0, received: Int = 0, waiting: Int = 0, quarantined: Int = 0,
        conflicts: Int = 0, failure: (any Explained)? = nil
    ) -> SyncReport {
        var tally = SyncTally()
        (tally.sent, tally.received, tally.exchanges) = (sent, received, 1)
        let status = SummaryStore.Status(
            waiting: waiting, erasuresWaiting: 0, quarantined: quarantined,
            inConflict: conflicts, lastSync: nil)
        let field = SummaryStore.QuarantinedField(
            record: RecordID(bits: 1), type: Code(literal: "contract"), field: "status",
            rule: "code/outside-list")
        return SyncReport(
            tally: tally, status: status, quarantined: quarantined > 0 ? [field] : [],
            duration: .milliseconds(412), failure: failure)
    }

    private let offline = TransportError(.unreachable, at: "https://hub.example.org")

    @Test func inSync() {
        let report = report(sent: 12, received: 3)
        #expect(
            report.sentences(Words(.fr)) == [
                "En phase avec le hub : 12 fiches envoyées, 3 reçues, rien en attente. "
                    + "(1 échange, 0,4 s)"
            ])
        #expect(
            report.sentences(Words(.en)) == [
                "In sync with the hub: 12 records sent, 3 received, nothing waiting. "
                    + "(1 exchange, 0.4 s)"
            ])
    }

    @Test func nothingNew() {
        #expect(
            report().sentences(Words(.fr)) == [
                "En phase avec le hub : rien à envoyer, rien de nouveau. (1 échange, 0,4 s)"
            ])
    }

    @Test func offlineIsANormalState() {
        let report = report(waiting: 12, failure: offline)
        #expect(
            report.sentences(Words(.fr)) == [
                "Hors ligne : le hub n'est pas joignable. 12 fiches attendent ici et "
                    + "partiront à la prochaine synchronisation."
            ])
        #expect(
            report.sentences(Words(.en)) == [
                "Offline: the hub can't be reached. 12 records are waiting here and will leave at "
                    + "the next sync."
            ])
    }

    @Test func brokenOffInTheMiddle() {
        let error = TransportError(.stalled, at: "https://hub.example.org")
        let report = report(sent: 2000, waiting: 1, failure: error)
        #expect(
            report.sentences(Words(.fr)) == [
                "https://hub.example.org : le hub ne répond plus. 2\u{a0}000 fiches envoyées, "
                    + "0 reçue. 1 fiche attend ici et partira à la prochaine synchronisation."
            ])
    }

    @Test func whatWaitsForAPersonIsSaid() {
        let report = report(sent: 1, quarantined: 1, conflicts: 2)
        #expect(
            report.sentences(Words(.en)) == [
                "In sync with the hub: 1 record sent, 0 received, nothing waiting. "
                    + "(1 exchange, 0.4 s)",
                "1 record stays here, as the charter doesn't let it leave. "
                    + "\"secteur status\" shows them.\n  contract/status (code/outside-list)",
                "2 records wait for a decision: \"secteur conflicts\" shows them.",
            ])
    }

    @Test func aFailureThatAPersonMustActOnIsAnError() {
        let report = report(waiting: 3, failure: SyncRefusal.refused(.notAllowed))
        #expect(report.sentences(Words(.fr)) == [])
        #expect(report.exit == .notAllowed)
    }

    @Test func theJSONObjectIsOneLine() {
        #expect(
            report(sent: 12, waiting: 2, failure: offline).json(in: .en).text == """
                {"state":"waiting","sent":12,"erasures_sent":0,"received":0,"erasures_received":0,\
                "waiting":2,"erasures_waiting":0,"quarantined":0,"in_conflict":0,"rewinds":0,\
                "charters":0,"exchanges":1,"sent_bytes":0,"received_bytes":0,"milliseconds":412,"error":\
                {"code":"hub-unreachable","what":"https://hub.example.org: the hub can't be \
                reached","remedy":"nothing is lost: what is waiting will leave at the next sync"}}
                """)
        #expect(report().json(in: .en).text.hasSuffix(#""error":null}"#))
    }

    // MARK: Watching

    @Test func aWatchGoesOnWhateverTheNetworkDoes() {
        var loop = WatchLoop(interval: .seconds(300))
        var middle = Always(draw: 1 << 63)
        #expect(loop.next(after: report(), using: &middle) == .wait(.seconds(300)))
        var generator = Always(draw: .max)
        let pauses = (0..<12).map { _ in
            loop.next(after: report(waiting: 1, failure: offline), using: &generator)
        }
        #expect(pauses.prefix(3) == [.wait(.seconds(2)), .wait(.seconds(4)), .wait(.seconds(8))])
        #expect(pauses.last == .wait(.seconds(600)))
        _ = loop.next(after: report(), using: &generator)
        #expect(
            loop.next(after: report(failure: offline), using: &generator) == .wait(.seconds(2)))
    }

    @Test func aWatchDoesNotRepeatItself() {
        let quiet = report()
        let away = report(waiting: 1, failure: offline)
        #expect(quiet.isNews(after: nil))
        #expect(!quiet.isNews(after: quiet))
        #expect(away.isNews(after: quiet))
        #expect(!away.isNews(after: away))
        #expect(report(waiting: 2, failure: offline).isNews(after: away))
        #expect(report(sent: 1).isNews(after: away))
        #expect(quiet.isNews(after: away))
        #expect(report(conflicts: 1).isNews(after: quiet))
    }

    @Test func aWatchEndsWhenOnlyAPersonCanHelp() {
        var loop = WatchLoop(interval: .seconds(300))
        var generator = Always(draw: 0)
        func next(_ failure: any Explained) -> WatchLoop.Next {
            loop.next(after: report(failure: failure), using: &generator)
        }
        #expect(next(SyncRefusal.refused(.notAllowed)) == .end)
        #expect(next(TransportError(.notTrusted, at: "")) == .end)
        #expect(next(TransportError(.cancelled, at: "")) == .end)
        #expect(next(SyncRefusal.refused(.hubFault)) == .wait(.seconds(300)))
        #expect(loop.next(after: report(quarantined: 1), using: &generator) != .end)
    }

    @Test func aHubThatWantsALongRestGetsIt() {
        var loop = WatchLoop(interval: .seconds(300))
        var generator = Always(draw: 0)
        let busy = TransportError(.busy, at: "", retryAfter: .seconds(1800))
        #expect(
            loop.next(after: report(failure: busy), using: &generator) == .wait(.seconds(1800)))
    }
}

private struct Always: RandomNumberGenerator {
    let draw: UInt64

    mutating func next() -> UInt64 { draw }
}
