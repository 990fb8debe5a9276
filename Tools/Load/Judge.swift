import Foundation
import HubStore
import SyncCore

/// Looks whether anything was lost: after all offices had their say, each holds what the hub holds
/// of its part, record by record.
struct Judge {
    private(set) var records = 0
    private(set) var differing = 0

    init(_ offices: [SimulatedOffice], and hub: SQLiteHub) throws {
        try hub.read { reader in
            var held: [RecordID: PackedRecord] = [:]
            try reader.records(of: nil) { held[$0] = $1 }
            for office in offices {
                records += office.rows.count
                differing += office.rows.count { held[$0.key] != $0.value.state }
                differing += abs(try reader.held(by: office.number) - office.rows.count)
                if try reader.head(of: office.number) != office.head { differing += 1 }
            }
        }
    }
}
