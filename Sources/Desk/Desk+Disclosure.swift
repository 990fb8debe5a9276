package import Charter
import DossierStore
import SummaryStore
package import SyncCore

/// Disclosure: from the dossiers to the shareable store, by way of clearance alone.
///
/// It is a repeatable projection. A dossier remembers which fields changed and were not disclosed
/// yet, and what it was shown of its summary. Only those fields are written, as somebody who was
/// shown that: what another copy of the office stated meanwhile stays beside it, for people to see.
/// Nothing of a frozen folder is disclosed: it stays undisclosed until the folder is thawed.
extension Desk {
    /// A record whose changes can't be disclosed under the office's charter, and why.
    package struct Withheld: Sendable {
        package let record: RecordID
        package let refusal: CaseRefusal
    }

    private static let batchLimit = 500

    /// Discloses all changes that are not disclosed yet, in batches. Returns those that can't be.
    @discardableResult
    package func discloseAll(
        progress: (_ done: Int) throws -> Void = { _ in }
    ) throws -> [Withheld] {
        var withheld: [Withheld] = []
        var last: RecordID?
        var done = 0
        while true {
            let (batch, count) = try dossiers.read {
                let found = try $0.undisclosed(after: last, limit: Self.batchLimit)
                if let greatest = found.last { last = greatest.id }
                return (try $0.thawed(found), found.count)
            }
            guard count > 0 else { return withheld }
            withheld += try disclose(batch)
            done += count
            try progress(done)
        }
    }

    /// Discloses changes of these records.
    @discardableResult
    func disclose(_ ids: [RecordID]) throws -> [Withheld] {
        try disclose(
            try dossiers.read { dossiers in
                try dossiers.thawed(
                    try ids.compactMap { try dossiers.record($0) }
                        .filter { !$0.undisclosed.isEmpty })
            })
    }

    private func disclose(_ batch: [DossierRecord]) throws -> [Withheld] {
        var withheld: [Withheld] = []
        var cleared: [(record: DossierRecord, values: ClearedRecord)] = []
        for record in batch {
            do {
                let leaving = charter.type(record.record.type)?.leavingFields ?? []
                cleared.append(
                    (record, try charter.clear(record.changes(of: leaving.map(\.name)))))
            } catch {
                withheld.append(Withheld(record: record.id, refusal: error))
            }
        }
        let erased = try write(cleared)
        try atMoment(.summaryWritten)
        try dossiers.write { dossiers in
            for (record, values) in cleared {
                var record = record
                let summary = erased.contains(record.id) ? nil : try summaries.record(record.id)
                try record.disclosed(
                    values, summary: summary, type: charter.type(record.record.type))
                do {
                    try dossiers.update(record)
                } catch let error as DossierError
                    where [.changedMeanwhile, .unknownPerson].contains(error.kind)
                {
                    // Whoever wrote it meanwhile left it undisclosed, or erased it.
                    continue
                }
            }
        }
        return withheld
    }

    /// Writes the batch into the shareable store. Returns the records whose summaries were erased:
    /// they stay so.
    private func write(
        _ cleared: [(record: DossierRecord, values: ClearedRecord)]
    ) throws -> Set<RecordID> {
        var erased: Set<RecordID> = []
        var writes: [(id: RecordID, cleared: ClearedRecord, shown: RecordState?)] = []
        for (record, values) in cleared {
            if try summaries.isErased(record.id) {
                erased.insert(record.id)
                continue
            }
            let shown = try record.shownState()
                .adopting(values.values, from: try summaries.record(record.id))
            writes.append((record.id, values, shown))
        }
        if !writes.isEmpty { try summaries.write(writes) }
        return erased
    }
}

extension DossierRecord {
    /// The fields that are not disclosed yet, and nothing else of the record. What changed while a
    /// wider charter held, and no longer leaves, is not among them.
    fileprivate func changes(of leaving: [Code]) -> CaseRecord {
        let changed = undisclosed.intersection(leaving)
        return CaseRecord(
            type: record.type, values: record.values.filter { changed.contains($0.key) },
            removed: changed.filter { record.values[$0] == nil })
    }

    /// Notes that the changes are in the shareable store. What leaves as it is lives there from now
    /// on and no longer here.
    fileprivate mutating func disclosed(
        _ cleared: ClearedRecord, summary: RecordState?, type: RecordType?
    ) throws {
        undisclosed = []
        let moved = type?.leavingFields.filter { $0.home == .summary } ?? []
        for field in moved { record.values[field.name] = nil }
        let names = Set(moved.compactMap(\.exit).flatMap(\.registers))
        let state = try shownState().adopting(cleared.values, from: summary)
        let kept = state.fields.filter { !names.contains($0.key) }
        shown = kept.isEmpty ? [] : PackedRecord(RecordState(type: state.type, fields: kept)).bytes
    }
}
