package import Charter
package import DossierStore
package import SummaryStore
package import SyncCore

/// All that is held of a person, as they have a right to know it (GDPR, article 15).
package struct PersonAccess: Sendable {
    package let person: RecordID
    package let marks: FolderMarks
    package let lastContact: CivilDate?
    /// The person's own record first.
    package let records: [Part]
    /// What left the office of these records, oldest first.
    package let disclosures: [SummaryStore.Disclosure]
    /// Who was given something of it, oldest first, for as long as the journal is kept.
    package let readings: [Reading]

    /// That somebody of these roles read. Not who: the identity of those who work for the controller
    /// is told only where the person can't do without it (CJEU, 22 June 2023, C-579/21).
    package struct Reading: Sendable {
        /// Seconds since 1970.
        package let at: Int64
        package let roles: Set<Code>
    }

    package struct Part: Sendable {
        package let view: RecordView
        package let history: RecordHistory
        /// The last day on which each field may be kept; no entry where nothing tells.
        package let lastDays: [Code: CivilDate]
    }
}

extension Desk {
    /// Everything of a person's folder, with what left of it. The answer is whole or refused: an
    /// account that the charter doesn't let read all of it can't give it.
    package func access(of person: RecordID) throws -> PersonAccess {
        let (folder, marks) = try dossiers.read {
            (try $0.records(of: person), try $0.marks(of: person))
        }
        guard folder.contains(where: { $0.id == person }) else {
            throw DeskError.unknownRecord(digits: person.description)
        }
        try refusing {
            try dossiers.read { try requireOwner(of: person, $0) }
            for record in folder { try requireReading(allOf: record) }
        }
        let readings = try readers(of: person).map {
            PersonAccess.Reading(at: $0.time, roles: $0.note.roles)
        }
        try noteRead(of: [(person, person)])
        let lifetime = FolderLifetime(of: person, folder, type: charter.type)
        var disclosures: [SummaryStore.Disclosure] = []
        let parts = try folder.map { record in
            let view = try view(of: record)
            if view.summary != nil {
                try summaries.disclosures(of: record.id) { disclosures.append($0) }
            }
            let lastDays = lifetime.records.first { $0.id == record.id }?.lastDays ?? [:]
            return PersonAccess.Part(
                view: view, history: record.history, lastDays: lastDays.compactMapValues(\.self))
        }
        return PersonAccess(
            person: person, marks: marks, lastContact: lifetime.lastContact, records: parts,
            disclosures: disclosures.sorted { $0.at < $1.at }, readings: readings)
    }
    private func requireReading(allOf record: DossierRecord) throws(AccessRefusal) {
        // What the charter declares no more isn't shown.
        for field in charter.type(record.record.type)?.fields ?? [] {
            let verdict = rules.verdict(.read, field, of: .owner, as: account.roles)
            guard case .refused(let reason) = verdict else { continue }
            throw AccessRefusal(
                .field(field.name, .read, reason), record: record.id, person: record.person)
        }
    }
}
