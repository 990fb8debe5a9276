package import Charter
package import SyncCore

extension Hub {
    /// A record as an admin sees it.
    package struct Shown: Sendable {
        package let id: RecordID
        package let type: SummaryType
        package let state: RecordState
        /// The offices that hold it.
        package let offices: [Office]
    }

    /// The record whose identifier begins with these hexadecimal digits, whether it is held or
    /// erased. O(1).
    ///
    /// Throws `HubRefusal.recordUnknown` when there is none, `recordAmbiguous` when there are more.
    package func identifier(startingWith digits: String) throws -> RecordID {
        guard let range = RecordID.range(startingWith: digits) else {
            throw HubRefusal.recordUnknown
        }
        let found = try reading { try $1.identifiers(in: range, limit: 2) }
        guard let id = found.first else { throw HubRefusal.recordUnknown }
        guard found.count == 1 else { throw HubRefusal.recordAmbiguous }
        return id
    }

    /// Shows one record.
    package func show(_ id: RecordID) throws -> Shown {
        try reading { rules, reader in
            let row = try Self.row(of: id, in: reader)
            guard let type = rules.schema.type(row.state.type) else {
                throw HubRefusal.fieldUnknown
            }
            return Shown(
                id: id, type: type, state: row.state.unpacked(),
                offices: try reader.offices().filter { row.audience.contains($0.number) })
        }
    }

    /// A page of the registers that a person must decide on. Its cost is that of the page, whatever
    /// the size of the store.
    ///
    /// - Parameters:
    ///   - place: where the page before ended.
    ///   - limit: how many records, each with all of its conflicts.
    /// - Returns: the conflicts, and where the next page begins; `nil` when there is none.
    package func conflicts(
        after place: ConflictPlace? = nil, limit: Int
    ) throws -> (conflicts: [HubConflict], next: ConflictPlace?) {
        try reading { rules, reader in
            let records = try reader.conflicted(after: place, limit: limit)
            // By number: looking through all offices for each conflict costs more than the page.
            let offices = Dictionary(
                uniqueKeysWithValues: try records.isEmpty
                    ? [] : reader.offices().map { ($0.number, $0) })
            let conflicts = records.flatMap { Self.conflicts(of: $0, rules.schema, offices) }
            return (conflicts, records.count < limit ? nil : records.last?.place)
        }
    }

    private static func conflicts(
        of record: ConflictedRecord, _ schema: SummarySchema, _ offices: [OfficeNumber: Office]
    ) -> [HubConflict] {
        guard let type = schema.type(record.state.type) else { return [] }
        let state = record.state.unpacked()
        let audience = record.audience.sorted().compactMap { offices[$0] }
        return type.fields.flatMap { field in
            field.registers.compactMap { register in
                guard case .concurrent = state[register].reading(field.merge) else { return nil }
                return HubConflict(
                    conflict: Conflict(
                        record: record.id, type: type.name, field: register,
                        state: state[register]),
                    type: type, field: field, offices: audience)
            }
        }
    }

    /// How much the hub holds. O(records).
    package func counts() throws -> HubCounts {
        try reading { try $1.counts() }
    }

    /// What admins did, newest first.
    package func acts(limit: Int) throws -> [Act] {
        try storage.read { try $0.acts(limit: limit) }
    }

    /// The digest of an office's part of the hub, or of all of it: equal to that of the office when
    /// both hold the same. O(records).
    package func digest(of office: OfficeNumber?) throws -> PartDigest {
        try storage.read { reader in
            if let office, try !reader.offices().contains(where: { $0.number == office }) {
                throw HubRefusal.officeUnknown
            }
            var digest = PartDigest(sha256: surroundings.sha256)
            try reader.records(of: office) { id, state in digest.add(id, packed: state.bytes) }
            return digest
        }
    }

    /// Forgets old tags; see `HubWriter.pruneTags`.
    package func pruneTags(keeping newest: Int) throws {
        try storage.write { try $0.pruneTags(keeping: newest) }
    }
}
