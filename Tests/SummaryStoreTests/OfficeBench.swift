import Charter
import Foundation
import Simulation
import SummaryStore
import SyncCore

/// A folder with office stores, and a hub in memory that answers their bytes.
final class OfficeBench {
    let folder: URL
    var hub: MemoryHub
    private var generator: SeededGenerator

    init(seed: UInt64 = 1) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "secteur-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        hub = MemoryHub(offices: (1...3).map { OfficeNumber($0) }, without: [])
        generator = SeededGenerator(seed: seed)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("left behind: \(folder.path)")
        }
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Creates an office's store and opens it.
    func office(_ name: String) throws -> SummaryStore {
        try SummaryStore.create(at: path(name), charter: .insertion())
        return try open(name)
    }

    func open(_ name: String) throws -> SummaryStore {
        try SummaryStore(path: path(name), sha256: simulatedHash)
    }

    /// Copies a store's files, as a backup program would while nobody writes.
    func copy(_ name: String, to copy: String) throws {
        for suffix in ["", "-wal"] {
            let source = path(name) + suffix
            let target = path(copy) + suffix
            if FileManager.default.fileExists(atPath: target) {
                try FileManager.default.removeItem(atPath: target)
            }
            if FileManager.default.fileExists(atPath: source) {
                try FileManager.default.copyItem(atPath: source, toPath: target)
            }
        }
        let index = path(copy) + "-shm"
        if FileManager.default.fileExists(atPath: index) {
            try FileManager.default.removeItem(atPath: index)
        }
    }

    enum Loss { case none, request, answer }

    /// One sync to its end, or until a message is lost. Returns the number of exchanges.
    @discardableResult
    func sync(
        _ store: SummaryStore, as number: Int64, pageRows: Int = 3, losing loss: Loss = .none
    ) throws -> Int {
        var exchange = OfficeExchange(
            charterDigest: store.charter.digest(simulatedHash), sha256: simulatedHash)
        for round in 1...100 {
            let outbox = try store.outbox(sendingAt: Int64(round))
            let request = exchange.request(from: outbox).encoded()
            if loss == .request { return round }
            let answer = try hub.answer(
                request, from: OfficeNumber(number), pageRows: pageRows, using: &generator)
            if loss == .answer { return round }
            let reaction = try store.receive(
                ExchangeAnswer(decoding: answer), by: &exchange)
            if reaction.next == .complete, try store.outbox().isEmpty { return round }
        }
        fatalError("the sync goes in circles")
    }

    func share(_ id: RecordID, with office: Int64) {
        hub.share(id, with: OfficeNumber(office), using: &generator)
    }

    func decideAtHub(_ value: Value, on id: RecordID, _ name: FieldName) {
        hub.decide(value, on: id, name, using: &generator)
    }

    func eraseAtHub(_ id: RecordID) {
        hub.erase(id, using: &generator)
    }
}

extension Charter {
    /// A contract's cleared part, from values as the dossier has them.
    func clearedContract(
        status: StaticString = "draft", _ more: [Code: CaseValue] = [:]
    ) throws -> ClearedRecord {
        var values: [Code: CaseValue] = [
            Code(literal: "kind"): .code(Code(literal: "rmi")),
            Code(literal: "status"): .code(Code(literal: status)),
        ]
        values.merge(more) { $1 }
        return try clear(CaseRecord(type: Code(literal: "contract"), values: values))
    }
}
