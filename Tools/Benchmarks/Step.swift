import Charter
import Foundation
import HubStore
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
    case conflictPage = "conflict-page"

    var title: String {
        switch self {
        case .plainUpsert: "plain upsert of the same rows (C API)"
        case .enter: "clear and write all contracts in the office"
        case .firstPush: "first push"
        case .firstPull: "first pull into an empty office"
        case .plainEdits: "plain updates, a transaction each (C API)"
        case .edits: "local edits, a transaction each"
        case .syncEdits: "sync of the edited fields"
        case .noop: "sync with nothing to say"
        case .conflicts: "fields edited at both ends, synced"
        case .conflictPage: "a page of 50 conflicts, at office and hub"
        }
    }

    /// Which block of edits it makes when the steps run once, in order.
    var usualBlock: Int { self == .conflicts ? 1 : 0 }
}

extension Step {
    func run(in bench: Bench) throws -> Measure {
        switch self {
        case .plainUpsert:
            let rows = try bench.plainRows()
            let plain = try bench.plain("plain.sqlite")
            return try Measure { _ in try plain.upsert(rows) }
        case .enter:
            try bench.createOffice("office.sqlite")
            let store = try bench.office("office.sqlite")
            return try Measure { _ in try store.enter(bench.workload) }
        case .firstPush:
            try bench.createHub()
            return try sync(bench, "office.sqlite")
        case .firstPull:
            try bench.createOffice("other.sqlite")
            return try sync(bench, "other.sqlite")
        case .plainEdits: return try plainEdits(bench)
        case .edits:
            let store = try bench.office("office.sqlite")
            let edits = try bench.edits.block(bench.block, by: .one)
            return try Measure { _ in try store.make(edits) }
        case .syncEdits: return try sync(bench, "office.sqlite")
        case .noop:
            let (store, hub) = (try bench.office("office.sqlite"), try bench.hub())
            return try Measure(medianOf: 9) { $0.sync = try bench.sync(store, with: hub) }
        case .conflicts: return try collide(bench)
        case .conflictPage: return try page(bench)
        }
    }

    private func plainEdits(_ bench: Bench) throws -> Measure {
        let names = bench.workload.registers
        let edits = try bench.edits.block(bench.block, by: .one)
        let plain = try bench.plain("plain.sqlite")
        return try Measure { _ in
            for edit in edits {
                let column = names.firstIndex(of: edit.field)!
                try plain.update(edit.id, column: column, to: edit.value)
            }
        }
    }

    private func sync(_ bench: Bench, _ name: String) throws -> Measure {
        let (store, hub) = (try bench.office(name), try bench.hub())
        return try Measure { $0.sync = try bench.sync(store, with: hub) }
    }

    /// Two stores of the office, apart: both change the same fields, to different values.
    private func collide(_ bench: Bench) throws -> Measure {
        let hub = try bench.hub()
        let (one, other) = (try bench.office("office.sqlite"), try bench.office("other.sqlite"))
        _ = try bench.sync(other, with: hub)
        try one.make(bench.edits.block(bench.block, by: .one))
        try other.make(bench.edits.block(bench.block, by: .other))
        var measure = try Measure { measure in
            for store in [one, other, one] { measure.sync += try bench.sync(store, with: hub) }
        }
        measure.conflicts = try min(one.status().inConflict, other.status().inConflict)
        return measure
    }

    private func page(_ bench: Bench) throws -> Measure {
        let (store, hub) = (try bench.office("office.sqlite"), try bench.hub())
        return try Measure(medianOf: 9) { measure in
            let shown = try store.conflicts(limit: 50).count
            measure.conflicts = min(shown, try hub.conflicts(limit: 50).conflicts.count)
        }
    }
}
