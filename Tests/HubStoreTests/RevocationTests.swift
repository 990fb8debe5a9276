import HubStore
import Simulation
import SyncCore
import Testing

/// An office that is revoked is out at once: also a request that it began before.
@Suite("What began before a revocation")
struct RevocationTests {
    private let hub: HubFixture
    private let office: MemoryOffice

    init() throws {
        hub = try HubFixture()
        var office = try hub.office("CSS Pantin")
        hub.write(&office, hub.newID(), [("status", .code("draft"))])
        self.office = office
        try hub.hub.revoke(office.number, by: "admin")
    }

    private func request(offering: Bool) -> ExchangeRequest {
        var machine = OfficeExchange(charterDigest: hub.charterDigest, sha256: simulatedHash)
        return machine.request(
            from: offering
                ? office.outbox(limit: 10)
                : OfficeOutbox(position: OfficePosition(), offers: [], erasures: []))
    }

    @Test(arguments: [true, false])
    func storesNothingAndReadsNothing(offering: Bool) throws {
        let before = try hub.dump()
        let answer = try hub.hub.exchange(request(offering: offering), from: office.number)
        #expect(answer == .refused(.notAllowed))
        #expect(try hub.dump() == before)
    }

    @Test func getsNoCertificateAnyMore() throws {
        let before = try hub.dump()
        let key = [UInt8](repeating: 1, count: 32)
        let outcome = try hub.hub.renew(office.number, key: key, at: 0) { office in
            Issue.record("a certificate was made")
            return OfficeCertificate(key: key, office: office, der: [], expiresAt: 1)
        }
        #expect(outcome == .shutOut)
        #expect(try hub.dump() == before)
    }
}
