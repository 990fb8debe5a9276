import Charter
import Foundation
import SummaryStore
import SyncCore

/// One measured step. Each runs in a process of its own, so that its peak memory is its own; they
/// follow one another in a folder.
enum Step: String, CaseIterable, Codable {
    case plainUpsert = "plain-upsert"
    case enter
    case firstPush = "first-push"
    case firstPull = "first-pull"
    case plainEdits = "plain-edits"
    case edits
    case syncEdits = "sync-edits"
    case noop
    case conflicts

    var title: String {
        switch self {
        case .plainUpsert: "plain upsert of the same rows (C API)"
        case .enter: "clear and write all contracts in the office"
        case .firstPush: "first push"
        case .firstPull: "first pull into an empty office"
        case .plainEdits: "1,000 plain updates, a transaction each (C API)"
        case .edits: "1,000 local edits, a transaction each"
        case .syncEdits: "sync of 1,000 edited fields"
        case .noop: "sync with nothing to say"
        case .conflicts: "1,000 fields edited at both ends, synced"
        }
    }
}

/// What a step took.
struct Measure: Codable {
    var seconds: Double
    var peakBytes = 0
    var traffic = Bench.Traffic()
    /// Conflicts shown, where the step makes some.
    var conflicts = 0
}

extension Step {
    static let editCount = 1000

    func run(in folder: URL, records: Int) throws -> Measure {
        var bench = Bench(folder: folder)
        switch self {
        case .plainUpsert:
            let rows = try bench.plainRows(records)
            let plain = try bench.plain("plain.sqlite")
            return try timed { _ in try plain.upsert(rows) }
        case .enter:
            return try enter(&bench, records)
        case .firstPush:
            try bench.createHub()
            return try sync(bench, "office.sqlite")
        case .firstPull:
            try bench.createOffice("other.sqlite")
            return try sync(bench, "other.sqlite")
        case .plainEdits:
            let rows = try bench.plainRows(records)
            let plain = try bench.plain("plain.sqlite")
            return try timed { _ in
                for row in Self.spread(rows) {
                    try plain.update(row.id, column: 0, to: .number(7))
                }
            }
        case .edits: return try edit(&bench, "office.sqlite")
        case .syncEdits, .noop: return try sync(bench, "office.sqlite")
        case .conflicts: return try collide(&bench)
        }
    }

    private func enter(_ bench: inout Bench, _ records: Int) throws -> Measure {
        try bench.createOffice("office.sqlite")
        let store = try bench.office("office.sqlite")
        var workload = Workload(charter: bench.charter)
        return try timed { _ in
            for start in stride(from: 0, to: records, by: 10_000) {
                let batch = try (start..<min(start + 10_000, records)).map { _ in
                    let id = workload.id()
                    let cleared = try bench.charter.clear(workload.contract())
                    return (id: id, cleared: cleared, shown: RecordState?.none)
                }
                try store.write(batch)
            }
        }
    }

    private func sync(_ bench: Bench, _ name: String) throws -> Measure {
        let (store, hub) = (try bench.office(name), try bench.hub())
        return try timed { $0.traffic = try bench.sync(store, with: hub) }
    }

    /// Changes the state of 1,000 contracts, spread over the store; each is a transaction.
    private func edit(_ bench: inout Bench, _ name: String) throws -> Measure {
        let store = try bench.office(name)
        let ids = try Self.ids(in: store)
        let status = FieldName(text: "status")!
        let edits = try ids.map { id in
            let versions = try store.record(id)?[status].versions
            return (id, try bench.workload.edit(otherThan: versions?.first?.value ?? .withdrawn))
        }
        return try timed { _ in
            for (id, cleared) in edits { _ = try store.write(cleared, to: id) }
        }
    }

    /// Two stores of the office, apart: both change the same fields, to different values.
    private func collide(_ bench: inout Bench) throws -> Measure {
        let hub = try bench.hub()
        let (one, other) = (try bench.office("office.sqlite"), try bench.office("other.sqlite"))
        _ = try bench.sync(other, with: hub)
        let words: [StaticString] = ["refused", "adjourned"]
        for (store, word) in zip([one, other], words) {
            let record = CaseRecord(
                type: Workload.type,
                values: [Code(literal: "status"): .code(Code(literal: word))])
            let cleared = try bench.charter.clear(record)
            for id in try Self.ids(in: one) { _ = try store.write(cleared, to: id) }
        }
        var measure = try timed { measure in
            for store in [one, other, one] {
                let traffic = try bench.sync(store, with: hub)
                measure.traffic.exchanges += traffic.exchanges
                measure.traffic.sentBytes += traffic.sentBytes
                measure.traffic.receivedBytes += traffic.receivedBytes
            }
        }
        let shown = [try one.status().inConflict, try other.status().inConflict]
        measure.conflicts = shown.min()!
        return measure
    }

    private static func ids(in store: SummaryStore) throws -> [RecordID] {
        var ids: [RecordID] = []
        try store.identifiers(ofType: Workload.type) { ids.append($0) }
        return spread(ids)
    }

    private static func spread<Item>(_ items: [Item]) -> [Item] {
        stride(from: 0, to: items.count, by: max(1, items.count / editCount))
            .prefix(editCount).map { items[$0] }
    }

    private func timed(_ body: (inout Measure) throws -> Void) rethrows -> Measure {
        var measure = Measure(seconds: 0)
        let clock = ContinuousClock()
        let start = clock.now
        try body(&measure)
        let taken = start.duration(to: clock.now)
        measure.seconds =
            Double(taken.components.seconds)
            + Double(taken.components.attoseconds) * 1e-18
        measure.peakBytes = peakMemoryBytes()
        return measure
    }
}

/// The most memory that this process ever had resident (`VmHWM`; not `ru_maxrss`, which a child
/// inherits from its parent).
private func peakMemoryBytes() -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
        let kibibytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
    else { return 0 }
    return kibibytes * 1024
}
