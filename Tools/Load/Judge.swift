import HubStore
import SyncCore

/// Looks whether anything was lost: after all offices had their say, each holds what the hub holds
/// of its part, record by record, and the hub knows every edit that was ever made: it holds the value,
/// or one by somebody who had seen it.
struct Judge {
    private(set) var records = 0
    private(set) var differing = 0
    private(set) var edits = 0
    private(set) var lost = 0

    var isContent: Bool { differing == 0 && lost == 0 }

    init(_ offices: [SimulatedOffice], and hub: SQLiteHub) throws {
        try hub.read { reader in
            var held: [RecordID: PackedRecord] = [:]
            try reader.records(of: nil) { held[$0] = $1 }
            for office in offices {
                records += office.rows.count
                differing += office.rows.count { held[$0.key] != $0.value.state }
                differing += abs(try reader.held(by: office.number) - office.rows.count)
                if try reader.head(of: office.number) != office.head { differing += 1 }
                for (id, dots) in office.edits {
                    let field = held[id]?.unpacked()[Contracts.status]
                    edits += dots.count
                    lost += dots.count { field?.knows($0) != true }
                }
            }
        }
    }
}
