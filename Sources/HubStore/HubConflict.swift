package import Charter
package import SyncCore

/// A place in the list of the records that a person must decide on: types in the order of the
/// charter, and within a type the order in which the hub got to know the records.
package struct ConflictPlace: Hashable, Sendable, LosslessStringConvertible {
    package let type: Code
    package let key: Int64

    package init(type: Code, key: Int64) {
        self.type = type
        self.key = key
    }

    /// `contract:123`, to go on from in the next call.
    package var description: String { "\(type):\(key)" }

    package init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let type = Code(String(parts[0])), let key = Int64(parts[1]) else {
            return nil
        }
        self.init(type: type, key: key)
    }
}

/// A record that a person must decide on, as the store finds it.
package struct ConflictedRecord: Hashable, Sendable {
    package let place: ConflictPlace
    package let id: RecordID
    package let state: PackedRecord
    package let audience: Set<OfficeNumber>
}

/// A register with concurrent values, in words, and whom it concerns.
package struct HubConflict: Sendable {
    package let conflict: Conflict
    package let type: SummaryType
    package let field: SummaryField
    /// The offices that hold the record.
    package let offices: [Office]

    /// Stands for exactly these versions in `Hub.resolve`.
    package var shown: ShownToken { ShownToken(of: conflict.state) }
}
