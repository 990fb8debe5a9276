package import Charter
internal import GRDB
internal import StoreFile
import SyncCore

/// What was really sent, to hold against what the charter declares.
extension SummaryStore {
    /// How often each register of each type left, by the journal; of records that were erased since
    /// the journal keeps none. O(lines of the journal).
    package func sentRegisters() throws -> SentRegisters {
        var sent = SentRegisters()
        try disclosures { line in
            guard case .fields(let state) = line.content else { return }
            for (name, field) in state.fields where !field.versions.isEmpty {
                sent.add(name, of: state.type)
            }
        }
        return sent
    }

    /// The charters that the office worked under before, oldest first. One that this program can't
    /// read any more is left out.
    package func formerCharters() throws -> [Charter] {
        let sources = try read {
            try String.fetchAll($0, sql: "SELECT source FROM charter ORDER BY number")
        }
        return sources.filter { $0 != charter.source }
            .compactMap { try? Charter.parse($0, file: path) }
    }
}
