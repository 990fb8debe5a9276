import Charter
import Compression
import Console
import Foundation
import HubStore
import SummaryStore
import SyncCore

/// One folder with a hub and office stores, and a sync between them that is all of the real one but
/// the socket: requests and answers are encoded, compressed, expanded, decoded and validated.
struct Bench {
    let folder: URL
    let charter = Charter.insertion()
    var workload: Workload

    init(folder: URL) {
        self.folder = folder
        workload = Workload(charter: charter)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    var registers: [FieldName] {
        charter.summarySchema.type(Workload.type)!.registers
    }

    /// The rows as plain values, in the order in which the office enters them.
    mutating func plainRows(_ count: Int) throws -> [PlainRow] {
        var again = Workload(charter: charter)
        return try (0..<count).map { _ in
            let id = again.id()
            let cleared = try charter.clear(again.contract())
            return PlainRow(id: id, cleared: cleared, registers: registers)
        }
    }

    func plain(_ name: String) throws -> PlainSQLite {
        try PlainSQLite(path: path(name), columns: registers.count)
    }

    func createOffice(_ name: String) throws {
        try SummaryStore.create(at: path(name), charter: charter)
    }

    func office(_ name: String) throws -> SummaryStore {
        try SummaryStore(path: path(name), sha256: Console.sha256)
    }

    private var surroundings: Hub.Surroundings {
        Hub.Surroundings(
            sha256: Console.sha256, random: { UInt64.random(in: 0...UInt64.max) },
            today: { "2006-10-05" })
    }

    func createHub() throws {
        let random: RandomWords = { UInt64.random(in: 0...UInt64.max) }
        let storage = try SQLiteHub.create(at: path("hub.sqlite"), random: random)
        let hub = try Hub.create(
            in: storage, charter: charter, by: "benchmark", surroundings)
        _ = try hub.enrol("A", secretDigest: Console.sha256([1]), by: "benchmark")
        try storage.close()
    }

    func hub() throws -> Hub {
        let random: RandomWords = { UInt64.random(in: 0...UInt64.max) }
        return try Hub(SQLiteHub(at: path("hub.sqlite"), random: random), surroundings)
    }

    /// What a sync cost on the wire.
    struct Traffic: Codable {
        var exchanges = 0
        var sentBytes = 0
        var receivedBytes = 0
    }

    func sync(_ store: SummaryStore, with hub: Hub) throws -> Traffic {
        var traffic = Traffic()
        var exchange = OfficeExchange(
            charterDigest: charter.digest(Console.sha256), sha256: Console.sha256)
        var outbox = try store.outbox(sendingAt: 0)
        while true {
            let request = try wire(exchange.request(from: outbox).encoded(), &traffic.sentBytes)
            let answer = try wire(
                hub.exchange(ExchangeRequest(decoding: request), from: OfficeNumber(1)).encoded(),
                &traffic.receivedBytes)
            traffic.exchanges += 1
            let reaction = try store.receive(
                ExchangeAnswer(decoding: answer), by: &exchange)
            outbox = try store.outbox(sendingAt: 0)
            if reaction.next == .complete, outbox.isEmpty { return traffic }
        }
    }

    /// Compresses as the transport does, counts, and expands as the other end does.
    private func wire(_ bytes: [UInt8], _ count: inout Int) throws -> [UInt8] {
        let compressed = Zstd.compress(bytes)
        count += min(compressed.count, bytes.count)
        return try Zstd.decompress(compressed, limitBytes: ExchangeLimits.messageBytes)
    }
}
