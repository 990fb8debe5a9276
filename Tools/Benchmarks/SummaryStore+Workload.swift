import Charter
import SummaryStore
import SyncCore

/// An office at work.
extension SummaryStore {
    /// Enters all contracts, ten thousand in a transaction.
    func enter(_ workload: Workload) throws {
        for start in stride(from: 0, to: workload.records, by: 10_000) {
            let places = start..<min(start + 10_000, workload.records)
            try write(
                places.map { place in
                    let (id, cleared) = try workload.entry(at: place)
                    return (id: id, cleared: cleared, shown: RecordState?.none)
                })
        }
    }

    /// Makes each edit in a transaction of its own.
    func make(_ edits: [Edits.Edit]) throws {
        for edit in edits { _ = try write(edit.cleared, to: edit.id) }
    }
}
