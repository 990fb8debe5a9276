import SyncCore
import Transport

extension SyncTally {
    /// Counts an answer that the store has taken.
    mutating func count(
        _ answer: ExchangeAnswer, to request: ExchangeRequest, _ reply: HubReply,
        _ reaction: OfficeReaction
    ) {
        exchanges += 1
        sentBytes += reply.traffic.sentBytes
        receivedBytes += reply.traffic.receivedBytes
        switch answer {
        case .page(let page):
            erasuresSent += request.erasures.count
            for outcome in page.outcomes { count(outcome) }
            received += reaction.directives.count { if case .store = $0 { true } else { false } }
            for row in page.feed where row.state == nil { erasuresReceived += 1 }
        case .rewind:
            rewinds += 1
        case .charter:
            charters += 1
        case .batchRefused(let findings):
            quarantined += Set(findings.map(\.offer)).count
        case .refused:
            break
        }
    }

    private mutating func count(_ outcome: ExchangeAnswer.Outcome) {
        switch outcome {
        case .asExpected, .state:
            sent += 1
        case .erased:
            erasuresReceived += 1
        case .refused:
            quarantined += 1
        case .deferred, .unknown:
            break
        }
    }
}
