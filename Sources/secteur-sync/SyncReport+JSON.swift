import Console
import SummaryStore
import SyncCore

extension SyncReport {
    /// The object of `--json`. Its members are a contract: they may become more, never other.
    func json(in language: Language) -> JSON {
        .object([
            .init("state", .string(state.rawValue)),
            .init("sent", JSON(tally.sent)),
            .init("erasures_sent", JSON(tally.erasuresSent)),
            .init("received", JSON(tally.received)),
            .init("erasures_received", JSON(tally.erasuresReceived)),
            .init("waiting", JSON(status.waiting)),
            .init("erasures_waiting", JSON(status.erasuresWaiting)),
            .init("quarantined", JSON(status.quarantined)),
            .init("in_conflict", JSON(status.inConflict)),
            .init("rewinds", JSON(tally.rewinds)),
            .init("charters", JSON(tally.charters)),
            .init("exchanges", JSON(tally.exchanges)),
            .init("sent_bytes", JSON(tally.sentBytes)),
            .init("received_bytes", JSON(tally.receivedBytes)),
            .init("milliseconds", JSON(Int64(duration / .milliseconds(1)))),
            .init("error", failure.map { JSON(of: $0, in: language) } ?? .null),
        ])
    }
}
