import SyncCore
import Testing

/// An answer is to a request from where the office stood. When the office has moved on since, for
/// another sync of the same file was faster or people accepted a charter, it says nothing any more.
@Suite("An answer to an office that has moved on")
struct StaleAnswerTests {
    private let digest = [UInt8](repeating: 0, count: 32)
    private let page = ExchangeAnswer.page(
        .init(
            outcomes: [], feed: [], cursor: 2, head: Checkpoint(seq: 2, tag: 7), more: false))

    private func asked() -> OfficeExchange {
        var office = OfficeExchange(charterDigest: digest, sha256: { $0 })
        _ = office.request(
            from: OfficeOutbox(position: OfficePosition(), offers: [], erasures: []))
        return office
    }

    @Test func isTakenWhereTheOfficeStillStands() throws {
        var office = asked()
        let here = OfficeStanding(charterDigest: digest, position: OfficePosition())
        let reaction = try office.receive(page, rows: [:], at: here)
        #expect(reaction.next == .complete)
        #expect(
            reaction.directives == [
                .advance(head: Checkpoint(seq: 2, tag: 7), cursor: 2, complete: true)
            ])
    }

    @Test func changesNothingWhenAnotherSyncWasFaster() throws {
        var office = asked()
        var position = OfficePosition()
        position.advance(head: Checkpoint(seq: 1, tag: 9), cursor: 1, complete: true)
        let there = OfficeStanding(charterDigest: digest, position: position)
        let reaction = try office.receive(page, rows: [:], at: there)
        #expect(reaction.directives == [])
        #expect(reaction.next == .again)
    }

    @Test func isAskedForUnderTheCharterThatHoldsNow() throws {
        var office = asked()
        let accepted = [UInt8](repeating: 1, count: 32)
        let there = OfficeStanding(charterDigest: accepted, position: OfficePosition())
        let reaction = try office.receive(page, rows: [:], at: there)
        #expect(reaction.directives == [])
        #expect(reaction.next == .again)
        let next = office.request(
            from: OfficeOutbox(position: OfficePosition(), offers: [], erasures: []))
        #expect(next.charterDigest == accepted)
    }

    @Test func isNotAskedForWithoutEnd() throws {
        var office = asked()
        let outbox = OfficeOutbox(position: OfficePosition(), offers: [], erasures: [])
        var position = OfficePosition()
        for turn in 1...UInt64(ExchangeLimits.overtakings) {
            position.advance(head: Checkpoint(seq: turn, tag: 1), cursor: turn, complete: true)
            let there = OfficeStanding(charterDigest: digest, position: position)
            #expect(try office.receive(page, rows: [:], at: there).next == .again)
            _ = office.request(from: outbox)
        }
        #expect(throws: ExchangeFault.overtaken) {
            try office.receive(
                page, rows: [:], at: OfficeStanding(charterDigest: digest, position: position))
        }
    }
}
