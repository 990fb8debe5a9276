import SyncCore
import Transport

extension SyncTally {
    /// Counts an answer that the store has taken.
    mutating func count(_ answer: ExchangeAnswer, to request: ExchangeRequest, _ reply: HubReply) {
        exchanges += 1
        sentBytes += reply.traffic.sentBytes
        receivedBytes += reply.traffic.receivedBytes
        switch answer {
        case .page(let page):
            erasuresSent += request.erasures.count
            for outcome in page.outcomes { count(outcome) }
            for row in page.feed where row.state != nil { received += 1 }
            for row in page.feed where row.state == nil { erasuresReceived += 1 }
        case .rewind:
            rewinds += 1
        case .charter:
            charters += 1
        case .batchRefused(let findings):
            quarantined += Set(findings.map(\.id)).count
        case .refused:
            break
        }
    }

    private mutating func count(_ outcome: ExchangeAnswer.Outcome) {
        switch outcome {
        case .asExpected:
            sent += 1
        case .state:
            sent += 1
            received += 1
        case .erased:
            erasuresReceived += 1
        case .refused:
            quarantined += 1
        case .deferred:
            break
        }
    }
}
