import Charter
package import SyncCore

extension Hub {
    /// Settles a register with concurrent values: an ordinary write whose past is exactly what the
    /// admin was shown. A value that arrived meanwhile stays beside the new one.
    package func resolve(
        _ id: RecordID, _ register: FieldName, to value: Value, shown: ShownToken, by admin: String
    ) throws {
        try writing { rules, writer in
            let row = try Self.row(of: id, in: writer)
            let field = try Self.editable(register, of: row.state, rules)
            let state = row.state.unpacked()
            guard case .concurrent = state[register].reading(field.merge) else {
                throw HubRefusal.notInConflict
            }
            guard let past = shown.seen(in: state[register]) else {
                throw HubRefusal.shownUnknown
            }
            try rules.check(value, for: register, of: row.state.type)
            let version = Version(
                dot: nextDot(after: state[register]), past: past, value: value)
            try write([register: version], to: id, row, writer)
            try writer.note(
                Act(
                    .resolve, by: admin, on: surroundings.today(), record: id,
                    about: register.text, actor: version.dot.actor))
        }
    }

    /// A decision of the commission: ordinary writes on fields that both sides edit, all or none.
    ///
    /// Refuses a field with concurrent values: nobody was shown them.
    package func decide(
        _ id: RecordID, _ values: [FieldName: Value], by admin: String
    ) throws {
        try writing { rules, writer in
            let row = try Self.row(of: id, in: writer)
            let state = row.state.unpacked()
            var versions: [FieldName: Version] = [:]
            for (register, value) in values.sorted(by: { $0.key < $1.key }) {
                let field = try Self.editable(register, of: row.state, rules)
                if case .concurrent = state[register].reading(field.merge) {
                    throw HubRefusal.inConflict
                }
                try rules.check(value, for: register, of: row.state.type)
                versions[register] = Version(
                    dot: nextDot(after: state[register]), past: state[register].seen,
                    value: value)
            }
            try write(versions, to: id, row, writer)
            for (register, version) in versions.sorted(by: { $0.key < $1.key }) {
                try writer.note(
                    Act(
                        .decide, by: admin, on: surroundings.today(), record: id,
                        about: register.text, actor: version.dot.actor))
            }
        }
    }

    /// Erases a record, for ever and in every office that holds it.
    package func erase(_ id: RecordID, by admin: String) throws {
        try writing { _, writer in
            let row = try Self.row(of: id, in: writer)
            try writer.erase(id)
            try writer.put(
                [], listing: Dictionary(uniqueKeysWithValues: row.audience.map { ($0, [id]) }))
            try writer.note(Act(.erase, by: admin, on: surroundings.today(), record: id))
        }
    }

    // MARK: Inside

    /// A record that the hub holds.
    struct HeldRow {
        let state: PackedRecord
        let audience: Set<OfficeNumber>
    }

    static func row(of id: RecordID, in reader: any HubReader) throws -> HeldRow {
        let found = try reader.find(HubReads(ids: [id]), for: OfficeNumber(0))
        if found.erased.contains(id) { throw HubRefusal.recordErased }
        guard let row = found.rows[id], let state = row.state else {
            throw HubRefusal.recordUnknown
        }
        return HeldRow(state: state, audience: row.audience)
    }

    /// The field of a register that the hub may write.
    private static func editable(
        _ register: FieldName, of state: PackedRecord, _ rules: HubRules
    ) throws -> SummaryField {
        let field = try rules.field(of: register, in: state.type)
        guard field.editedAt == .bothSides else { throw HubRefusal.fieldOfOffice }
        return field
    }

    private func write(
        _ versions: [FieldName: Version], to id: RecordID, _ row: HeldRow, _ writer: any HubWriter
    ) throws {
        let written = RecordState(
            type: row.state.type, fields: versions.mapValues { FieldState($0) })
        let joined = PackedRecord(row.state.unpacked().joined(with: written))
        guard joined.isWithinLimits else { throw HubRefusal.recordTooLarge }
        try writer.put(
            [(id, joined)],
            listing: Dictionary(uniqueKeysWithValues: row.audience.map { ($0, [id]) }))
    }
}
