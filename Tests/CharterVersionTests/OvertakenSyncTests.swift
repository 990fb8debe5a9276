import Charter
import HubStore
import Simulation
import SummaryStore
import SyncCore
import Testing

/// Two programs may work with one office's file at a time: the desk, and a sync, or two syncs. The
/// simulator found what went wrong when one was faster than the other.
@Suite("A sync that something overtakes")
struct OvertakenSyncTests {
    private let versions: Versions
    private let office: SummaryStore
    private let first: Charter

    init() throws {
        first = try Charters.version(1)
        versions = try Versions(first)
        office = try versions.office("a", under: first)
    }

    private func machine() -> OfficeExchange {
        OfficeExchange(charterDigest: office.charter.digest(simulatedHash), sha256: simulatedHash)
    }

    private func answer(_ request: ExchangeRequest) throws -> ExchangeAnswer {
        let answer = try versions.hub.exchange(
            ExchangeRequest(decoding: request.encoded()), from: versions.number("a"))
        return try ExchangeAnswer(decoding: answer.encoded())
    }

    @Test("A version that people accept during a sync has all of its fields pulled")
    func acceptedMeanwhile() throws {
        let other = try versions.office("b", under: first)
        let second = try Charters.version(2, places: true)
        try versions.hub.publish(second, by: "admin")
        try versions.sync(other, as: "b")
        try versions.accept(2, in: other)
        let shared = try versions.write(["places": .number(4)], in: other)
        try versions.sync(other, as: "b")
        try versions.sync(office, as: "a")
        try versions.hub.share(shared, with: versions.number("a"), by: "admin")

        // The office asks under what it had; while the answer is under way, two people accept.
        var exchange = machine()
        let request = exchange.request(from: try office.outbox(sendingAt: 1))
        let late = try answer(request)
        try versions.accept(2, in: office)
        #expect(try office.receive(late, by: &exchange).next == .again)
        let again = exchange.request(from: try office.outbox(sendingAt: 2))
        #expect(try office.receive(answer(again), by: &exchange).next == .complete)

        #expect(try office.values("places", of: shared) == [.number(4)])
        #expect(try versions.converged(office, "a"))
    }

    @Test("What a hub that was put back has lost is offered again, whichever sync was faster")
    func hubPutBackMeanwhile() throws {
        let before = try versions.backupHub()
        try versions.write(["status": .code("draft")], in: office)
        try versions.sync(office, as: "a")
        let after = try versions.backupHub()

        // One sync asks of the hub as it was last; its answer takes its time.
        var slow = machine()
        let late = try answer(slow.request(from: try office.outbox(sendingAt: 1)))

        // The hub is put back; another sync of the same file goes on with it.
        try versions.restoreHub(to: before)
        let kept = try versions.write(["status": .code("sent")], in: office)
        try versions.sync(office, as: "a")
        #expect(try versions.converged(office, "a"))

        // Now the late answer comes, and the hub's other history back.
        _ = try office.receive(late, by: &slow)
        try versions.restoreHub(to: after)
        try versions.sync(office, as: "a")
        #expect(try versions.converged(office, "a"))
        #expect(try versions.held()[kept] != nil)
    }
}
