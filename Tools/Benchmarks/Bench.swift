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
    let workload: Workload
    let edits: Edits
    /// Which block of edits a step makes.
    let block: Int

    init(folder: URL, records: Int, edits: Int, block: Int) {
        self.folder = folder
        workload = Workload(charter: Charter.insertion(), records: records)
        self.edits = Edits(workload: workload, count: edits)
        self.block = block
    }

    var charter: Charter { workload.charter }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    /// The rows as plain values, in the order in which the office enters them.
    func plainRows() throws -> [PlainRow] {
        try (0..<workload.records).map(workload.row)
    }

    func plain(_ name: String) throws -> PlainSQLite {
        try PlainSQLite(path: path(name), columns: workload.registers.count)
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

    /// Syncs until all is said, as `secteur-sync` does, and says what it cost.
    func sync(_ store: SummaryStore, with hub: Hub) throws -> SyncCost {
        var cost = SyncCost()
        var exchange = OfficeExchange(
            charterDigest: charter.digest(Console.sha256), sha256: Console.sha256)
        var outbox = try cost.timed(\.officeOut) { try store.outbox(sendingAt: 0) }
        while true {
            let request = exchange.request(from: outbox)
            let (asked, askedBytes) = try cost.timed(\.wire) {
                let (body, sizeBytes) = try carried(request.encoded())
                return (try ExchangeRequest(decoding: body), sizeBytes)
            }
            let said = try cost.timed(\.hub) { try hub.exchange(asked, from: OfficeNumber(1)) }
            let (answer, answerBytes) = try cost.timed(\.wire) {
                let (body, sizeBytes) = try carried(said.encoded())
                return (try ExchangeAnswer(decoding: body), sizeBytes)
            }
            cost.sentBytes += askedBytes
            cost.receivedBytes += answerBytes
            cost.exchanges += 1
            let reaction = try cost.timed(\.officeIn) {
                try store.receive(answer, by: &exchange)
            }
            outbox = try cost.timed(\.officeOut) { try store.outbox(sendingAt: 0) }
            if reaction.next == .complete, outbox.isEmpty { return cost }
        }
    }

    /// A body as the other end has it, and how many bytes went over the wire: compressed as the
    /// transport does, and expanded.
    private func carried(_ body: [UInt8]) throws -> (body: [UInt8], sizeBytes: Int) {
        let compressed = Zstd.compress(body, seams: MessageSeams.find(in: body))
        let expanded = try Zstd.decompress(compressed, limitBytes: ExchangeLimits.messageBytes)
        return (expanded, min(compressed.count, body.count))
    }
}
