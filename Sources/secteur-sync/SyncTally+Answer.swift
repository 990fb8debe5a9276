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
            sent += Self.settled(by: reaction, in: page)
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

    /// How many records the hub holds as they are here: one that is offered once more, for the hub held
    /// another state than the office knew, counts when that is answered.
    private static func settled(
        by reaction: OfficeReaction, in page: ExchangeAnswer.Page
    ) -> Int {
        let fed = Set(page.feed.map(\.id))
        return reaction.directives.count { directive in
            switch directive {
            case .settle: true
            case .store(let id, _, _, let dirty): dirty.isEmpty && !fed.contains(id)
            default: false
            }
        }
    }

    private mutating func count(_ outcome: ExchangeAnswer.Outcome) {
        switch outcome {
        case .erased:
            erasuresReceived += 1
        case .refused:
            quarantined += 1
        case .asExpected, .state, .deferred, .unknown:
            break
        }
    }
}
