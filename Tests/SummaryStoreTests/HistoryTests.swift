import Charter
import GRDB
import Simulation
import SyncCore
import Testing

@testable import SummaryStore

/// Random histories on the office's real store: lost messages, a hub put back to a backup, records
/// held back and let go, erasures, two offices that share. After each step the store is whole, and in
/// the end all agree and the journal says each value once.
@Suite struct HistoryTests {
    @Test(arguments: 1...12)
    func everyStepLeavesTheStoreWholeAndAllConverge(seed: UInt64) throws {
        let bench = try OfficeBench(seed: seed)
        var generator = SeededGenerator(seed: seed)
        let stores = try ["one", "other"].map { try bench.office($0) }
        let words: [StaticString] = ["draft", "signed", "sent", "validated"]
        var (ids, held): ([RecordID], Set<RecordID>) = ([], [])
        var backups: [MemoryHub] = []
        for _ in 0..<120 {
            let office = generator.below(2)
            let store = stores[office]
            switch generator.below(100) {
            case 0..<45:
                if ids.isEmpty || generator.below(3) == 0 { ids.append(store.newID()) }
                let id = ids[generator.below(ids.count)]
                // A person would be shown the conflict first; here nobody decides.
                let cleared = try store.charter.clearedContract(
                    status: words[generator.below(words.count)])
                do {
                    _ = try store.write(cleared, to: id, shown: store.record(id))
                } catch SummaryRefusal.erased {}
            case 45..<60: try bench.sync(store, as: Int64(office + 1), losing: .answer)
            case 60..<75: try bench.sync(store, as: Int64(office + 1))
            case 75..<82:
                let known = bench.hub.records.keys.sorted()
                guard !known.isEmpty else { continue }
                bench.share(known[generator.below(known.count)], with: Int64(office + 1))
            case 82..<87:
                guard let id = ids.randomElement(using: &generator) else { continue }
                if generator.below(2) == 0 { try store.hold([id]) } else { try store.letGo([id]) }
                held.insert(id)
            case 87..<91:
                guard let id = ids.randomElement(using: &generator) else { continue }
                try store.erase(id)
            case 91..<95: backups.append(bench.hub)
            default:
                if let backup = backups.randomElement(using: &generator) { bench.hub = backup }
            }
            #expect(try store.checkInvariants())
        }
        for store in stores { try store.letGo(Array(held)) }
        for _ in 0..<3 {
            for (index, store) in stores.enumerated() {
                try bench.sync(store, as: Int64(index + 1))
            }
        }
        for (index, store) in stores.enumerated() {
            let part = bench.hub.records.filter {
                bench.hub.audience[$0.key]!.contains(OfficeNumber(Int64(index + 1)))
            }
            var digest = PartDigest(sha256: simulatedHash)
            for (id, state) in part.sorted(by: { $0.key < $1.key }) {
                digest.add(id, packed: state.bytes)
            }
            #expect(try store.partDigest() == digest.bytes)
            #expect(try store.status().waiting == 0 && store.checkInvariants())
            #expect(try store.faults() == [])
            var lines: [SummaryStore.Disclosure.Content: Set<RecordID>] = [:]
            try store.disclosures { line in
                guard let id = line.record, case .fields = line.content else { return }
                #expect(lines[line.content, default: []].insert(id).inserted)
            }
        }
    }

    /// The judge of the histories notices what it is there for.
    @Test(arguments: [
        "DELETE FROM unsent", "DELETE FROM stamp", "INSERT INTO unsent VALUES (99, '*')",
        "INSERT INTO stamp VALUES (2, 2, 7)", "UPDATE summary SET digest = digest + 1",
        "UPDATE summary SET conflicts = 1",
    ])
    func damageIsNoticed(sql: String) throws {
        let bench = try OfficeBench()
        let store = try bench.office("summaries.sqlite")
        for _ in 0..<3 { _ = try store.write(store.charter.clearedContract(), to: store.newID()) }
        try bench.sync(store, as: 1)
        _ = try store.write(store.charter.clearedContract(), to: store.newID())
        #expect(try store.checkInvariants())
        try store.write { try $0.execute(sql: sql) }
        #expect(try !store.checkInvariants())
    }
}
