import Charter
import Simulation
import SummaryStore
import SyncCore
import Testing

@Suite("A hostile hub's charters")
struct HostileHubTests {
    private let versions: Versions
    private let office: SummaryStore

    init() throws {
        let first = try Charters.version(1)
        versions = try Versions(first)
        office = try versions.office("a", under: first)
    }

    private func hear(_ text: [UInt8]) throws {
        var exchange = OfficeExchange(
            charterDigest: office.charter.digest(simulatedHash), sha256: simulatedHash)
        _ = exchange.request(from: try office.outbox())
        _ = try office.receive(.charter(text), by: &exchange)
    }

    @Test("One that isn't a later version of the office's charter changes nothing")
    func unfit() throws {
        let id = try versions.write(["status": .code("closed")], in: office)
        let texts: [([UInt8], SummaryRefusal.CharterFault)] = [
            (Array("charter: [".utf8), .unreadable),
            ([0xff, 0xfe], .unreadable),
            (Array(repeating: UInt8(ascii: " "), count: 300_000), .unreadable),
            (Array(try Charters.version(2, name: "other").source.utf8), .name),
            (Array(try Charters.version(1, places: true).source.utf8), .version),
        ]
        for (text, fault) in texts {
            #expect(throws: SummaryRefusal.charterUnfit(fault)) { try hear(text) }
        }
        #expect(office.charter.version == 1)
        #expect(try office.charterStanding().isAccepted)
        #expect(try office.values("status", of: id) == [.code("closed")])
    }

    @Test("One that widens makes nothing more leave, however often it is sent")
    func widening() throws {
        for version in 2...5 {
            try hear(Array(Charters.version(version, date: "presence", places: true).source.utf8))
        }
        #expect(office.charter.version == 5)
        let registers = office.charter.summarySchema.type("contract")!.registers.map(\.text)
        #expect(registers == ["start", "status", "themes/food", "themes/wood"])
        #expect(throws: CaseRefusal.self) {
            try versions.write(["places": .number(1)], in: office)
        }
    }

    @Test("What went under one version doesn't come back by the next without acceptance")
    func backAndForth() throws {
        try hear(Array(Charters.version(2, themes: false).source.utf8))
        try hear(Array(Charters.version(3).source.utf8))
        let registers = office.charter.summarySchema.type("contract")!.registers.map(\.text)
        #expect(registers == ["start", "status"])
    }

    @Test("Charters without end are no answer")
    func endless() throws {
        var exchange = OfficeExchange(
            charterDigest: office.charter.digest(simulatedHash), sha256: simulatedHash)
        for _ in 0..<ExchangeLimits.charters {
            _ = exchange.request(from: try office.outbox())
            _ = try exchange.receive(.charter([1]), rows: [:])
        }
        _ = exchange.request(from: try office.outbox())
        #expect(throws: ExchangeFault.impossibleAnswer) {
            try exchange.receive(.charter([1]), rows: [:])
        }
    }
}
